import { chmod, copyFile, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { standIns, standInsFolder } from '../instance/stand-ins';

const places = ['usr/bin', 'usr/sbin'];

/**
 * Mounts that put an instance's stand-ins over the computer's own programs, for scripts that call those by their whole path
 * (`/usr/bin/sudo`). From copies beside the root: what is in it, a hook may have replaced by a link that leads outside.
 */
export async function standInMounts(folder: string): Promise<string[]> {
  const copies = join(folder, 'stand-ins');
  const lines: string[] = [];
  for (const { file, names } of standIns) {
    for (const name of names) {
      if (!(await isFile(join(folder, 'root/usr/local/bin', name)))) continue;
      for (const place of places) {
        if (!(await isFile(join('/', place, name)))) continue;
        await copyOnce(join(standInsFolder, file), copies, file);
        lines.push(`../stand-ins/${file} /tmp/${place}/${name} none bind,ro`);
      }
    }
  }
  return lines;
}

async function copyOnce(from: string, folder: string, name: string): Promise<void> {
  if (await isFile(join(folder, name))) return;
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  await copyFile(from, join(folder, name));
  await chmod(join(folder, name), 0o755);
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() ?? false;
}

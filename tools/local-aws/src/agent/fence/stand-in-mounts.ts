import { execFile } from 'node:child_process';
import { chmod, copyFile, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { standIns, standInsFolder } from '../instance/stand-ins';
import { BUILDERS_PATH } from './builders-path';

/** The places of programs in Ubuntu 24.04; `/bin` and `/sbin` are links to these. */
const places = ['usr/bin', 'usr/sbin'] as const;

/**
 * Mounts that put an instance's stand-ins in the places where Ubuntu has the programs, for scripts that call those by
 * their whole path (`/usr/bin/sudo`), also if this computer has no program of that name. From copies beside the root: a
 * hook can have replaced a file in the root by a link that leads outside. Before Linux 5.11 an ordinary user cannot
 * overlay folders: there, only programs that this computer has are replaced.
 */
export async function standInMounts(folder: string): Promise<string[]> {
  const present = await presentIn(folder);
  const overlays = await canOverlay();
  const lines: string[] = [];
  for (const place of places) {
    const copies = place.replace('/', '-');
    for (const { file, name, at } of present) {
      const isHere = await isFile(join('/', place, name));
      if (!isHere && !(overlays && at === place)) continue;
      await copyOnce(file, join(folder, 'stand-ins', copies), name);
      if (!overlays) lines.push(`../stand-ins/${copies}/${name} /tmp/${place}/${name} none bind,ro`);
    }
    const isAny = await lstat(join(folder, 'stand-ins', copies)).catch(() => undefined);
    if (overlays && isAny) lines.push(`overlay /tmp/${place} overlay ro,lowerdir=../stand-ins/${copies}:/${place}`);
  }
  return lines;
}

/**
 * The stand-ins of an instance: those of packages only if they were installed, and no program that a hook has put in
 * its place.
 */
async function presentIn(folder: string): Promise<{ file: string; name: string; at: string }[]> {
  const all = standIns.flatMap(({ file, names, administrative = [] }) =>
    names.map((name) => ({ file, name, at: administrative.includes(name) ? 'usr/sbin' : 'usr/bin' })),
  );
  const found = await Promise.all(all.map(({ name }) => isFile(join(folder, 'root/usr/local/bin', name))));
  return all.filter((_, index) => found[index]);
}

let answer: Promise<boolean> | undefined;

/** True if a user can overlay folders in its own namespaces. Checked once. */
export function canOverlay(): Promise<boolean> {
  const mount = ['mount', '-t', 'overlay', 'overlay', '-o', 'ro,lowerdir=/usr/bin:/usr/sbin', '/tmp'];
  answer ??= new Promise((resolve) => {
    execFile('unshare', ['-Urm', ...mount], { env: { PATH: BUILDERS_PATH } }, (error) => resolve(error === null));
  });
  return answer;
}

async function copyOnce(file: string, folder: string, name: string): Promise<void> {
  if (await isFile(join(folder, name))) return;
  await mkdir(folder, { recursive: true });
  for (const one of [join(folder, '..'), folder]) await chmod(one, 0o755);
  await copyFile(join(standInsFolder, file), join(folder, name));
  await chmod(join(folder, name), 0o755);
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() ?? false;
}

import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Packs a folder with the system's tar: owners by number, modes, links, holes in files. No archive package of npm keeps
 * owners, hard links and holes alike, and an instance's hooks run as their own user.
 * @param exclude names of files and folders that are left out, at any level
 */
export async function pack(folder: string, archive: string, exclude: readonly string[] = []): Promise<void> {
  const left = exclude.map((name) => `--exclude=${name}`);
  await tar(['--create', '--file', archive, '--numeric-owner', ...left, '--directory', folder, '.'], folder);
}

/** Unpacks into a folder, which is made if it does not exist. tar itself refuses names that lead out of it. */
export async function unpack(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const owners = process.getuid?.() === 0 ? '--same-owner' : '--no-same-owner';
  await tar(['--extract', '--file', archive, '--numeric-owner', '-p', owners, '--directory', folder], archive);
}

async function tar(args: readonly string[], what: string): Promise<void> {
  try {
    await run('tar', [...args], { env: { ...process.env, LC_ALL: 'C' } });
  } catch (error) {
    const { code, stderr = '' } = error as { code?: string | number; stderr?: string };
    if (code === 'ENOENT')
      throw new Error('A snapshot is packed by `tar`, which is not on the PATH. Install it, then try again.');
    throw new Error(`tar failed on ${what} (${String(code)}): ${stderr.trim()}`);
  }
}

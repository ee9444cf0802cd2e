import { lchown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whose an instance's files are, and as whom its hooks run, if we are root: a number that systemd keeps free ("Users, Groups,
 * UIDs and GIDs on systemd Systems": 60578 to 61183). For anybody else it is himself.
 */
export const hookUser = process.getuid?.() === 0 ? 61_001 : undefined;

/** Gives one file, folder or link, itself and never what it leads to, to the user of the hooks. */
export async function giveToHooks(path: string): Promise<void> {
  if (hookUser !== undefined) await lchown(path, hookUser, hookUser);
}

/** The same for all below `folder`, which nobody else has written to. */
export async function giveAllToHooks(folder: string): Promise<void> {
  if (hookUser === undefined) return;
  await giveToHooks(folder);
  if (!(await lstat(folder)).isDirectory()) return;
  for (const name of await readdir(folder)) await giveAllToHooks(join(folder, name));
}

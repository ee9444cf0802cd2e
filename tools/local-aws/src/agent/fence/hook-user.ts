import { lchown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The owner of an instance's files and the user of its hooks, if this process runs as root: a number that systemd keeps
 * free ("Users, Groups, UIDs and GIDs on systemd Systems": 60578 to 61183). Undefined for any other user: the hooks run
 * as that user.
 */
export const hookUser = process.getuid?.() === 0 ? 61_001 : undefined;

/** Gives one file, folder or link to the user of the hooks; for a link the link itself, never its target. */
export async function giveToHooks(path: string): Promise<void> {
  if (hookUser !== undefined) await lchown(path, hookUser, hookUser);
}

/** The same for everything below `folder`, in which no other user has written. */
export async function giveAllToHooks(folder: string): Promise<void> {
  if (hookUser === undefined) return;
  await giveToHooks(folder);
  if (!(await lstat(folder)).isDirectory()) return;
  for (const name of await readdir(folder)) await giveAllToHooks(join(folder, name));
}

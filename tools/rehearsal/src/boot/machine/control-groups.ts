import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

const root = '/sys/fs/cgroup';

/** The folders of control groups: one with version 2, one for each controller with version 1. */
function hierarchies(): string[] {
  if (!existsSync(root)) return [];
  return existsSync(join(root, 'cgroup.procs')) ? [root] : readdirSync(root).map((name) => join(root, name));
}

/** The control groups, right below the root, with that prefix of their names. */
export function groupsWith(prefix: string): string[] {
  const names = hierarchies().flatMap((hierarchy) => readdirSync(hierarchy));
  return [...new Set(names.filter((name) => name.startsWith(prefix)))];
}

/**
 * Removes a control group and all below it, in every hierarchy.
 * @returns true if it is gone: a group with a process in it stays
 */
export function removeGroups(group: string): boolean {
  return hierarchies()
    .map((hierarchy) => removed(join(hierarchy, group)))
    .every(Boolean);
}

function removed(folder: string): boolean {
  if (!existsSync(folder)) return true;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) removed(join(folder, entry.name));
    }
    rmdirSync(folder);
    return true;
  } catch {
    return false; // a process is still in it
  }
}

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { groupsWith, removeGroups } from './machine/control-groups';

/** The names of a rehearsal's own objects: control groups and its folder. With its process id. */
export const groupOf = (pid: number) => `malinshopper-boot-${pid}`;
export const folderOf = (cache: string, pid: number) => join(cache, `run-${pid}`);

const alive = (pid: number) => existsSync(`/proc/${pid}`);

/**
 * Removes the remains of rehearsals that were killed outright: folders and empty control groups. Processes, mounts and
 * networks never stay: they end with the rehearsal that started them.
 */
export function clearLeftovers(cache: string): void {
  for (const group of groupsWith(groupOf(0).slice(0, -1))) if (!alive(numberIn(group))) removeGroups(group);
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    if (/^run-\d+$/.test(name) && !alive(numberIn(name))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

const numberIn = (name: string) => Number(/\d+$/.exec(name)?.[0]);

/** The processes, mounts and control groups of the rehearsal that the process `owner` started. A test uses it to check
 * that nothing is left. */
export function tracesOf(owner: number): string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => commandOf(pid, owner));
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`.work/boot/run-${owner}/`));
  return [...processes, ...mounts, ...groupsWith(groupOf(owner)).filter((group) => group === groupOf(owner))];
}

/**
 * The command line of a process that belongs to that rehearsal: its edge or its container, or any process within one.
 */
function commandOf(pid: string, owner: number): string[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
    const isOurs = command.endsWith(`/boot/edge/main.ts ${owner}`) || groups.includes(`/${groupOf(owner)}/`);
    // A process without a command line has ended, and only waits until its parent notices.
    return isOurs && command !== '' ? [`${pid} ${command}`] : [];
  } catch {
    return []; // it has ended meanwhile
  }
}

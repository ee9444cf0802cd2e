import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One run of a program: a pid alone is not enough, since the system reuses it for another program. */
export const processIdentity = z.object({ pid: z.int().positive(), started: z.string() });
export type ProcessIdentity = z.infer<typeof processIdentity>;

/** The process that has this pid now; undefined if there is none (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === undefined ? undefined : { pid, started };
}

/** True if that very process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** @throws if the system does not report the start time: then other processes could not find out whether this one still holds a claim */
export function thisProcess(find = identify): ProcessIdentity {
  const identity = find(process.pid);
  if (!identity) throw new Error(`The start time of process ${process.pid} cannot be read: is there a program "ps"?`);
  return identity;
}

function startedOnLinux(pid: number): string | undefined {
  try {
    // proc(5): "pid (name) state ..."; the name may contain spaces and brackets. Field 22 is the start in ticks since boot.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function startedElsewhere(pid: number): string | undefined {
  const { stdout, status } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const [, state, started] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(stdout ?? '') ?? [];
  return status === 0 && started && !state?.startsWith('Z') ? started : undefined;
}

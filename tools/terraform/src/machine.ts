import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { isAlive, processIdentity } from './processes';

/** The place where a process runs. Values that the system does not report are left out. */
const machineSchema = z.object({
  host: z.string().min(1),
  /** machine-id(5): the same after a boot, and different on every machine. */
  id: z.string().min(1).optional(),
  /** proc(5), `/proc/sys/kernel/random/boot_id`: different after each boot, on this machine or any other. */
  boot: z.string().min(1).optional(),
  /** pid_namespaces(7): in another namespace, the same pid is another process. */
  pids: z.string().min(1).optional(),
});
export type Machine = z.infer<typeof machineSchema>;

/** The holder of a lock or a claim: its processes, and the machine on which they run. */
export const holderSchema = z.object({ machine: machineSchema, processes: z.array(processIdentity).min(1) });
export type Holder = z.infer<typeof holderSchema>;

/** The current values of this machine. */
export function thisMachineNow(): Machine {
  return { host: hostname(), id: read('/etc/machine-id'), boot: read('/proc/sys/kernel/random/boot_id'), pids: pids() };
}

/**
 * Returns `alive` if one of the processes still runs. `dead` is proved: this very system has looked for each of them, or has been booted again since.
 * A process on another machine, or in another container of this one, is `unknown`.
 * @param now this machine @default - its current values
 */
export function judgeHolder({ machine, processes }: Holder, now = thisMachineNow()): 'alive' | 'dead' | 'unknown' {
  if (machine.host !== now.host || machine.id !== now.id) return 'unknown';
  if (machine.boot === now.boot) {
    if (machine.pids !== now.pids) return 'unknown';
    return processes.some((one) => isAlive(one)) ? 'alive' : 'dead';
  }
  // Another boot: it is of this machine only if the machine id proves it.
  return machine.id !== undefined && machine.boot !== undefined && now.boot !== undefined ? 'dead' : 'unknown';
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

function pids(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}

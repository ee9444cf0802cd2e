import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { isAlive, processIdentity } from './processes';

/** Where a process runs. What the system does not tell is left out. */
const machineSchema = z.object({
  host: z.string().min(1),
  /** machine-id(5): the same after a boot, and another one on every machine. */
  id: z.string().min(1).optional(),
  /** proc(5), `/proc/sys/kernel/random/boot_id`: another one after each boot, of this machine or any other. */
  boot: z.string().min(1).optional(),
  /** pid_namespaces(7): in another one, the same pid is another process. */
  pids: z.string().min(1).optional(),
});
export type Machine = z.infer<typeof machineSchema>;

/** The processes that hold something, and the machine that they run on. */
export const holderSchema = z.object({ machine: machineSchema, processes: z.array(processIdentity).min(1) });
export type Holder = z.infer<typeof holderSchema>;

/** This machine, as it is now. */
export function thisMachineNow(): Machine {
  return { host: hostname(), id: read('/etc/machine-id'), boot: read('/proc/sys/kernel/random/boot_id'), pids: pids() };
}

/**
 * Whether one of the processes still runs. `dead` is proved: this very system was asked for each of them, or has been started anew since. What is
 * on another machine, or in another container of this one, is `unknown`.
 * @param now this machine @default - as it is
 */
export function judgeHolder({ machine, processes }: Holder, now = thisMachineNow()): 'alive' | 'dead' | 'unknown' {
  if (machine.host !== now.host || machine.id !== now.id) return 'unknown';
  if (machine.boot === now.boot) {
    if (machine.pids !== now.pids) return 'unknown';
    return processes.some((one) => isAlive(one)) ? 'alive' : 'dead';
  }
  // Another boot: of this machine only if something lasting says that it is this one.
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

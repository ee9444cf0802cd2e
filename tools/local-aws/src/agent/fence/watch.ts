import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { excess } from './bounds';
import { diskUse } from './disk';
import { useOf } from './processes';

/** Interval of the checks of memory, in milliseconds; in that time a process fills a few hundred megabytes. */
const MEMORY_MS = 100;
/** The same for the disk; at least ten times as long as a check takes. */
const DISK_MS = 1000;

export interface Watch {
  /** Ends the watch, and checks the disk once more. For the exceeded limit, see `excess`. */
  end(): Promise<string | undefined>;
}

/**
 * Checks the use of a fence's processes again and again. Polling instead of a control group: on many machines those of
 * an ordinary user's session have no memory controller, and a machine with cgroup v1, or a container, has none to
 * delegate.
 * @param pid of the first process of the fence
 */
export function watch(folder: string, pid: number, onExceeded: () => void): Watch {
  const { dev } = statSync(folder);
  const ended = new AbortController();
  let exceeded: string | undefined;
  const tell = (found: string | undefined) => {
    if (found === undefined || exceeded !== undefined) return;
    exceeded = found;
    onExceeded();
  };

  async function again(look: () => Promise<string | undefined>, every: () => number): Promise<void> {
    while (!ended.signal.aborted && exceeded === undefined) {
      tell(await look().catch(messageOf));
      await pause(every(), undefined, { signal: ended.signal }).catch(() => undefined);
    }
  }

  let deleted = 0;
  const memory = again(
    async () => {
      const use = await useOf(pid, dev);
      deleted = use.diskBytes;
      return excess(use);
    },
    () => MEMORY_MS,
  );
  let took = 0;
  const disk = again(
    async () => {
      const began = performance.now();
      const use = await diskUse(folder);
      took = performance.now() - began;
      return excess({ ...use, diskBytes: use.diskBytes + deleted });
    },
    () => Math.max(DISK_MS, 10 * took),
  );

  return {
    end: async () => {
      ended.abort();
      await Promise.all([memory, disk]);
      exceeded ??= await diskUse(folder).then(excess, messageOf);
      return exceeded;
    },
  };
}

/** A use that cannot be counted has no limit, and ends the hook as well. */
function messageOf(error: Error): string {
  return error.message;
}

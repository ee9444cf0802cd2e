import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { embeddedAwsStatus } from '@malinshopper/local-aws';

/**
 * A line of the gateway's log about a call that changes something, by its action or its method. States and sessions are
 * ignored.
 */
const write = /^\S+ \d{3} (?!s3:|sts:)[a-z0-9-]+:(?!Describe|List|Get|Head|GET|HEAD)/gm;

/**
 * Runs some work, and checks a condition after every change in AWS meanwhile.
 * @param work begun here, so that its first change is seen too
 * @param look returns the faults that it finds
 * @returns the number of checks, and all faults
 */
export async function watched<T>(
  work: () => Promise<T>,
  look: () => Promise<readonly string[]>,
): Promise<{ readonly result: T; readonly looks: number; readonly faults: readonly string[] }> {
  const status = await embeddedAwsStatus();
  if (!status.running) throw new Error('The embedded AWS to watch does not run.');
  const changes = () => readFileSync(status.log, 'utf8').match(write)?.length ?? 0;
  let seen = changes();
  let isOver = false;
  const ended = work().finally(() => (isOver = true));
  const faults = new Set<string>();
  let looks = 0;
  const watching = (async () => {
    for (; !isOver; await pause(50)) {
      const now = changes();
      if (now === seen) continue;
      seen = now;
      for (const fault of await look()) faults.add(fault);
      looks += 1;
    }
  })();
  const [result] = await Promise.all([ended, watching]);
  return { result, looks, faults: [...faults] };
}

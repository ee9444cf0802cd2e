import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { embeddedAwsStatus } from '@malinshopper/local-aws';

/** A line of the gateway's log about a call that changes something in one of these services, by its action or its method. */
const writeOf = (services: readonly string[]) =>
  new RegExp(`^\\S+ \\d{3} (?:${services.join('|')}):(?!Describe|List|Get|Head|GET|HEAD)`);

/** Returns the lines that are appended to a file from now on, at each call those since the last one. */
function follow(file: number): () => string[] {
  // From a descriptor, Node reads what is behind the last read.
  readFileSync(file);
  let begun = '';
  return () => {
    const lines = `${begun}${readFileSync(file, 'utf8')}`.split('\n');
    begun = lines.pop() ?? '';
    return lines;
  };
}

/**
 * Runs some work, and checks a condition after every change in AWS meanwhile.
 * @param services those on which the condition depends, by their names in the gateway's log: after a change in another
 * one, nothing is checked
 * @param work begun here, so that its first change is seen too
 * @param look returns the faults that it finds
 * @returns the number of checks, and all faults
 */
export async function watched<T>(
  services: readonly string[],
  work: () => Promise<T>,
  look: () => Promise<readonly string[]>,
): Promise<{ readonly result: T; readonly looks: number; readonly faults: readonly string[] }> {
  const status = await embeddedAwsStatus();
  if (!status.running) throw new Error('The embedded AWS to watch does not run.');
  const log = openSync(status.log, 'r');
  const lines = follow(log);
  const write = writeOf(services);
  let isOver = false;
  const ended = work().finally(() => (isOver = true));
  const faults = new Set<string>();
  let looks = 0;
  const watching = (async () => {
    for (; !isOver; await pause(50)) {
      if (!lines().some((line) => write.test(line))) continue;
      for (const fault of await look()) faults.add(fault);
      looks += 1;
    }
  })();
  try {
    const [result] = await Promise.all([ended, watching]);
    return { result, looks, faults: [...faults] };
  } finally {
    closeSync(log);
  }
}

import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 200;

/** The limit for a boot, in seconds: a computer with other work took four minutes for what takes one. */
export const BOOT_SECONDS = 1800;

/**
 * Calls a function again and again until its result is no longer `undefined`.
 * @throws Error with the awaited event, the duration, and `why`, when the time is over
 */
export async function until<Answer>(
  what: string,
  seconds: number,
  ask: () => Promise<Answer | undefined>,
  why: () => Promise<string> | string = () => '',
): Promise<Answer> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > limit) throw new Error(`${what}: not within ${seconds} s. ${await why()}`.trimEnd());
    await pause(POLL_MS);
  }
}

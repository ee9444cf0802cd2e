import { setTimeout as pause } from 'node:timers/promises';

const TRY_MS = 150;
const BETWEEN_MS = 100;
const LIMIT_MS = 20_000;

/**
 * Lets calls through, and finds a moment in which no call is in progress. A call can wait for another one (CodeDeploy
 * calls EC2 through the gateway before it answers), so calls are held for a short time only, and let through again if
 * those in progress do not end.
 */
export class Gate {
  private readonly within = new Map<symbol, string>();
  private held: Promise<void> | undefined;
  private quiet: (() => void) | undefined;

  /**
   * Waits while calls are held.
   * @param waits true if the call waits for the result of other calls: it is in progress for long, and does nothing
   * @returns a function to call when the call has been answered
   */
  async enter(what: string, waits = false): Promise<() => void> {
    while (this.held) await this.held;
    if (waits) return () => undefined;
    const call = Symbol();
    this.within.set(call, what);
    return () => {
      this.within.delete(call);
      if (this.within.size === 0) this.quiet?.();
    };
  }

  /** Does some work while no call is in progress; new calls wait for it. */
  async whileQuiet<T>(work: () => Promise<T>, limitMs = LIMIT_MS): Promise<T> {
    while (this.held) await this.held;
    const limit = Date.now() + limitMs;
    for (;;) {
      let open = (): void => undefined;
      this.held = new Promise((resolve) => (open = resolve));
      try {
        if (await this.isQuietSoon()) return await work();
      } finally {
        this.held = undefined;
        open();
      }
      if (Date.now() > limit) {
        throw new Error(
          `calls do not end: ${[...this.within.values()].join(', ')} ${this.within.size === 1 ? 'is' : 'are'} still being answered after ${limitMs / 1000} s`,
        );
      }
      await pause(BETWEEN_MS);
    }
  }

  private async isQuietSoon(): Promise<boolean> {
    if (this.within.size === 0) return true;
    const over = new AbortController();
    const quiet = new Promise<void>((resolve) => (this.quiet = resolve));
    await Promise.race([quiet, pause(TRY_MS, undefined, { signal: over.signal }).catch(() => undefined)]);
    over.abort();
    this.quiet = undefined;
    return this.within.size === 0;
  }
}

/** Waits until `look` returns a result, at most a minute. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const limit = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > limit) throw new Error(`${what} did not come within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What is made when it is first asked for, and once. */
export function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Those of which it is true, in their order. */
export async function whereAsync<T>(all: readonly T[], is: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(all.map(is));
  return all.filter((_, index) => kept[index]);
}

/** Like Promise.all, but nothing is left running when one fails. */
export async function allSettled(promises: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

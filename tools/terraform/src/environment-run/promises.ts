/** Returns a function that makes a value at its first call, and only once. */
export function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Filters by an asynchronous predicate, and keeps the order. */
export async function whereAsync<T>(all: readonly T[], is: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(all.map(is));
  return all.filter((_, index) => kept[index]);
}

/** Like Promise.all, but waits for all of them even if one fails. */
export async function allSettled(promises: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

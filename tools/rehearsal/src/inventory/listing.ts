/** All items on all pages of an answer. */
export async function collect<P, T>(pages: AsyncIterable<P>, items: (page: P) => T[] | undefined): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

export async function filterAsync<T>(list: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(list.map(keep));
  return list.filter((_, index) => kept[index]);
}

/** True if tags identify a resource of the queried environment. */
export type IsOurs = (tags?: readonly Tag[]) => boolean;

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

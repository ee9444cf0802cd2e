import type { Files, RepositoryCopy } from './repository-copy';

export type { Files };

/** Changes by an edit besides files: to states and records, as by a deploy meanwhile. */
export interface Meanwhile {
  /** Another value of an output of a state. */
  readonly output?: { readonly key: string; readonly name: string };
  /** The outcome of the last run of an app. */
  readonly outcome?: { readonly key: string; readonly ended: 'running' | 'failed' | 'destroyed' };
}

/** The known limits of an edit's effect, before it is tried. */
export interface Expected {
  /** @default - any */
  readonly apps?: readonly string[];
  /** The owners of the states: environments, or accounts. @default - any */
  readonly owners?: readonly string[];
  /** True if it has an effect, false if it has none. @default - unknown */
  readonly shows?: boolean;
}

/** One edit of the repository. */
export interface Edit extends Meanwhile {
  readonly kind: string;
  readonly what: string;
  readonly files: Files;
  readonly expected: Expected;
}

export type Source = Pick<RepositoryCopy, 'files' | 'text' | 'apps'>;

export const environments = ['production', 'staging', 'testing'] as const;

/** A fixed number of items, evenly spread: the same each time. */
export function some<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]!);
}

export const nothing: Expected = { shows: false };
export const appOf = (file: string) => /^apps\/([^/]+)\//.exec(file)?.[1];

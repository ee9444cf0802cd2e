import type { Files, RepositoryCopy } from './repository-copy';

export type { Files };

/** What else an edit does besides files: to states and records, as by a deploy meanwhile. */
export interface Meanwhile {
  /** Another value of an output of a state. */
  readonly output?: { readonly key: string; readonly name: string };
  /** How the last run of an app ended. */
  readonly outcome?: { readonly key: string; readonly ended: 'running' | 'failed' | 'destroyed' };
}

/** What is known of an edit before it is tried: where it can show at most. */
export interface Expected {
  /** @default - any */
  readonly apps?: readonly string[];
  /** The owners of the states: environments, or accounts. @default - any */
  readonly owners?: readonly string[];
  /** Whether it shows anywhere. @default - that is not known */
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

/** Some of many, evenly: the same each time. */
export function some<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]!);
}

export const nothing: Expected = { shows: false };
export const appOf = (file: string) => /^apps\/([^/]+)\//.exec(file)?.[1];

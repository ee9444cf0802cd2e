import type { GitHub } from './client';

/** What GitHub knows of a setting, in the words of its REST API. The order of a list has no meaning. */
export type Value = string | number | boolean | null | readonly string[];
export type Fields = Readonly<Record<string, Value>>;

/** A call of GitHub's REST API that changes something. */
export interface Call {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root of the API, without a slash before it. */
  readonly path: string;
  /** @default - no body */
  readonly body?: object;
}

/** Stands in the body of a call for the number by which GitHub knows a team. It is looked up when the call is made. */
export interface TeamId {
  readonly idOfTeam: string;
}

/** A setting as GitHub answers it. */
export interface Found {
  readonly fields: Fields;
  /** The fields that GitHub did not tell, each with what it would take. @default - none */
  readonly unreadable?: Readonly<Record<string, string>>;
}

/** Settings of one kind: how they have to be, how they are read, and how they are set. */
export interface Section<F extends Found = Found> {
  /** Such as `environments of malinshopper/infrastructure`. */
  readonly what: string;
  /** The permissions that a token needs to read them, as GitHub calls those of a fine-grained token. */
  readonly needs: string;
  /** Where in this repository it stands what is wanted. */
  readonly source: string;
  readonly wanted: ReadonlyMap<string, Fields>;
  /** All of them that are there, wanted or not. */
  read(github: GitHub): Promise<ReadonlyMap<string, F>>;
  /** The calls that make one as it has to be, from what was found. */
  calls(name: string, found: F | undefined): readonly Call[];
}

/** Keeps the type of what is found between `read` and `calls` inside of a section. */
export function section<F extends Found>(one: Section<F>): Section {
  return one;
}

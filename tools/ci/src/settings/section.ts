import type { GitHub } from './client';

/** The value of a setting on GitHub, as in its REST API. The order of a list has no meaning. */
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

/** Stands in the body of a call for the id of a team on GitHub. It is looked up when the call is made. */
export interface TeamId {
  readonly idOfTeam: string;
}

/** A setting as GitHub returns it. */
export interface Found {
  readonly fields: Fields;
  /** The fields that GitHub did not return, each with the permission that it needs. @default - none */
  readonly unreadable?: Readonly<Record<string, string>>;
}

/** Settings of one kind: the declared values, and the calls that read and set them. */
export interface Section<F extends Found = Found> {
  /** Such as `environments of malinshopper/infrastructure`. */
  readonly what: string;
  /** The permissions that a token needs to read them, as GitHub calls those of a fine-grained token. */
  readonly needs: string;
  /** The file of this repository with the declared values. */
  readonly source: string;
  readonly wanted: ReadonlyMap<string, Fields>;
  /** All existing ones, declared or not. */
  read(github: GitHub): Promise<ReadonlyMap<string, F>>;
  /** The calls that change a found setting to the declared one. */
  calls(name: string, found: F | undefined): readonly Call[];
}

/** Keeps the type of the found settings between `read` and `calls` inside of a section. */
export function section<F extends Found>(one: Section<F>): Section {
  return one;
}

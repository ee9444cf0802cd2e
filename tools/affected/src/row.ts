import type { Commit, Difference } from '@malinshopper/terraform/record';

/** The state of an app in an environment. All but `unchanged` and `gone` have to be deployed. */
export type State = 'unchanged' | 'changed' | 'upstream' | 'never' | 'failed' | 'gone';

/** An app in an environment, and the result of its comparison. */
export interface Row {
  /** The environment's name. For a gone one, the part before the app in the key of its state. */
  readonly environment: string;
  readonly app: string;
  /** The key of the app's state. An app that exists once per account has the same key in several environments. */
  readonly key: string;
  readonly state: State;
  /** The reason, as text. Absent if it is unchanged. */
  readonly because?: string;
  /**
   * The end of its last deploy or run: ISO 8601. Absent if there was none, or if a commit is compared instead of the
   * record.
   */
  readonly since?: string;
  /** The commit of the last deploy; `clean` is true if the folder had no other changes. Absent without git. */
  readonly commit?: Commit;
  /** The changes of the JSON, if the earlier JSON is known. */
  readonly difference?: Difference;
  /** The changed files of the app, if the commit of its last deploy is known. */
  readonly files?: readonly string[];
  /** The changed outputs, by the key of the state that publishes them. */
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
  /** The apps that it reads outputs of and that are deployed before it: it is compared again after these. */
  readonly after?: readonly string[];
  /** The renamed constructs, with the calls that keep their resources. */
  readonly renamed?: readonly Proposal[];
  /** For a removed app: the keys of the states of apps that still read its state. */
  readonly readBy?: readonly string[];
  /**
   * For a removed app: an app that creates the same resources and was never deployed. Probably the removed app was
   * renamed to it.
   */
  readonly looksLike?: string;
}

/** A renamed construct: its new place, and the call with its old one. */
export interface Proposal {
  readonly from: string;
  readonly to: string;
  /** The construct's new path. */
  readonly path: string;
  /** `moveFromId('aws_s3_bucket.content_1A2B3C4D')` */
  readonly call: string;
}

/** The result of a comparison. */
export interface Affected {
  /** The records of deploys, or a commit instead of them. */
  readonly comparedWith: 'records' | { readonly commit: string };
  readonly rows: readonly Row[];
}

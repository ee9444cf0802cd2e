import type { Commit, Difference } from '@malinshopper/terraform/record';

/** `npm run affected`'s word for an app in an environment. All but `unchanged` and `gone` have to be deployed. */
export type State = 'unchanged' | 'changed' | 'upstream' | 'never' | 'failed' | 'gone';

/** An app in an environment, and what is to be said of it. */
export interface Row {
  /** The environment's name; of something that is gone, whatever stands before the app in the key of its state. */
  readonly environment: string;
  readonly app: string;
  /** The key of its state. An app that exists once per account has the same in several environments. */
  readonly key: string;
  readonly state: State;
  /** Why, in words. Absent if it is unchanged. */
  readonly because?: string;
  /** When it was last deployed, or ended otherwise: ISO 8601. Absent if it never was, or if a commit stands in for the record. */
  readonly since?: string;
  /** Of the last deploy; `clean` is whether the folder was as the commit has it. Absent where there was no git. */
  readonly commit?: Commit;
  /** What of the JSON has changed, where it is known what it was. */
  readonly difference?: Difference;
  /** The changed files of the repository that the app is made of, where the commit of its last deploy is known. */
  readonly files?: readonly string[];
  /** The outputs that have changed, by the key of the state that publishes them. */
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
  /** Apps of which it reads outputs and that are deployed before it: after these it is asked again. */
  readonly after?: readonly string[];
  /** What of it was only renamed, with what to write so that it is kept. */
  readonly renamed?: readonly Proposal[];
  /** Of what is gone: the apps that still read its state, by the keys of theirs. */
  readonly readBy?: readonly string[];
  /** Of an app that is gone: the app that never was deployed and makes the same resources. */
  readonly looksLike?: string;
}

/** A construct that was renamed: where it is now, and the call that says where it was. */
export interface Proposal {
  readonly from: string;
  readonly to: string;
  /** The construct's path now. */
  readonly path: string;
  /** `moveFromId('aws_s3_bucket.content_1A2B3C4D')` */
  readonly call: string;
}

/** What was compared with what. */
export interface Affected {
  /** Records of deploys, or a commit that stands in for them. */
  readonly comparedWith: 'records' | { readonly commit: string };
  readonly rows: readonly Row[];
}

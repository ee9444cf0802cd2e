import type { JsonObject } from '../../protocols/json';

/** A zip in S3, as a client names it (API reference: S3Location). */
export interface S3Revision {
  readonly bucket: string;
  readonly key: string;
  /** The version of the object. @default - the newest */
  readonly version?: string;
  /** The required ETag of the object. @default - any */
  readonly eTag?: string;
}

/** A revision that an application knows (API reference: GenericRevisionInfo). */
export interface RevisionRecord {
  readonly revision: S3Revision;
  readonly info: JsonObject;
}

/** An application as GetApplication returns it, and its deployment groups by name. */
export interface Application {
  readonly info: JsonObject;
  readonly groups: Map<string, JsonObject>;
  readonly revisions: Map<string, RevisionRecord>;
}

import type { JsonObject } from '../../protocols/json';

/** A zip in S3, as a client names it (API reference: S3Location). */
export interface S3Revision {
  readonly bucket: string;
  readonly key: string;
  /** Of the object. @default - the newest */
  readonly version?: string;
  /** What the object's ETag has to be. @default - whatever it is */
  readonly eTag?: string;
}

/** A revision that an application knows (API reference: GenericRevisionInfo). */
export interface RevisionRecord {
  readonly revision: S3Revision;
  readonly info: JsonObject;
}

/** An application as GetApplication gives it back, and its deployment groups by name. */
export interface Application {
  readonly info: JsonObject;
  readonly groups: Map<string, JsonObject>;
  readonly revisions: Map<string, RevisionRecord>;
}

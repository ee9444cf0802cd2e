import type { S3Client } from '@aws-sdk/client-s3';
import { readDated, wasFaster } from '../state/objects';
import { leaseKey, leaseText, parseLease, type Lease } from './lease';

/** A lease as it was read. */
export interface Seen {
  readonly lease: Lease;
  readonly etag: string;
  /** Milliseconds since it was written, by the clock of the store. */
  readonly age: number;
}

/** The store of the lease of one owner: a write replaces only the version that was read. */
export interface LeaseStore {
  /** Undefined if there never was one. */
  read(): Promise<Seen | undefined>;
  /**
   * Replaces the version with this ETag; undefined: writes the first version.
   * @returns the new ETag; undefined if the store has another version
   */
  write(lease: Omit<Lease, 'format'>, over: string | undefined): Promise<string | undefined>;
}

export interface LeasePlace {
  readonly bucket: string;
  readonly owner: string;
}

/**
 * The lease of an owner in the state bucket.
 *
 * A write is conditional: `If-None-Match: *` for the first version, `If-Match` with the ETag of the version that was read. S3 answers 412 if another
 * object is there, and 409 if another write has been going on at the same time (S3 user guide, "How to prevent object overwrites with conditional
 * writes").
 */
export function leaseStore(s3: S3Client, { bucket, owner }: LeasePlace): LeaseStore {
  const Key = leaseKey(owner);
  const where = `s3://${bucket}/${Key}`;
  return {
    async read() {
      const found = await readDated(s3, { bucket, key: Key });
      return found && { lease: parseLease(found.text, where), etag: found.etag, age: found.age };
    },
    async write(lease, over) {
      const { PutObjectCommand } = await import('@aws-sdk/client-s3');
      const condition = over === undefined ? { IfNoneMatch: '*' } : { IfMatch: over };
      const Body = leaseText(lease);
      const request = new PutObjectCommand({
        Bucket: bucket,
        Key,
        Body,
        ContentType: 'application/json',
        ...condition,
      });
      try {
        return (await s3.send(request)).ETag ?? '';
      } catch (error) {
        const { name, message } = error as Error;
        if (wasFaster(error) || name === 'NoSuchKey') return undefined;
        if (name !== 'AccessDenied') throw error;
        throw new Error(
          `The lease ${where} cannot be written (${name}: ${message}). Nothing was touched. Each role that can write states needs ` +
            'permission to write leases. If this role lacks it, deploy the app account first, which grants it.',
          { cause: error },
        );
      }
    },
  };
}

import type { S3Client } from '@aws-sdk/client-s3';
import { isMissing, refused } from '../state/objects';
import { leaseKey, leaseText, parseLease, type Lease } from './lease';

/** A lease as it was read. */
export interface Seen {
  readonly lease: Lease;
  readonly etag: string;
  /** Milliseconds since it was written, by the clock of the store. */
  readonly age: number;
}

/** Where the lease of one owner lies: it is written only over what was seen. */
export interface LeaseStore {
  /** Undefined if there never was one. */
  read(): Promise<Seen | undefined>;
  /**
   * Writes over what has this ETag; undefined: if there is none yet.
   * @returns the new ETag; undefined if another one was there
   */
  write(lease: Omit<Lease, 'format'>, over: string | undefined): Promise<string | undefined>;
}

export interface LeasePlace {
  readonly bucket: string;
  readonly owner: string;
}

/**
 * The lease of an owner in the bucket of the states.
 *
 * A write is conditional: `If-None-Match: *` where there was none, `If-Match` with the ETag of what was seen. S3 answers 412 if another
 * object is there, and 409 if another write has been going on at the same time (S3 user guide, "How to prevent object overwrites with
 * conditional writes").
 *
 * The age is the difference of two times of S3's own clock in one answer: `Date`, when it was sent, and `Last-Modified`, when the lease was
 * written. So the clocks of the machines that deploy do not matter.
 */
export function leaseStore(s3: S3Client, { bucket, owner }: LeasePlace): LeaseStore {
  const Key = leaseKey(owner);
  const where = `s3://${bucket}/${Key}`;
  return {
    async read() {
      const { GetObjectCommand } = await import('@aws-sdk/client-s3');
      const request = new GetObjectCommand({ Bucket: bucket, Key });
      let sent: string | undefined;
      request.middlewareStack.add(
        (next) => async (args) => {
          const answer = await next(args);
          sent = (answer.response as { headers?: Record<string, string> }).headers?.['date'];
          return answer;
        },
        { step: 'deserialize', name: 'dateOfAnswer' },
      );
      const found = await s3.send(request).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw refused(error, where);
      });
      if (!found) return undefined;
      const written = found.LastModified?.getTime() ?? NaN;
      return {
        lease: parseLease((await found.Body?.transformToString()) ?? '', where),
        etag: found.ETag ?? '',
        // An answer without a date proves nothing: then it counts as written just now.
        age: Math.max(0, Date.parse(sent ?? '') - written || 0),
      };
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
        if (['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'].includes(name)) return undefined;
        if (name !== 'AccessDenied') throw error;
        throw new Error(
          `The lease ${where} cannot be written (${name}: ${message}). Nothing was touched. Whatever role may write a state may write ` +
            'the leases: if this role may not, deploy the app account first.',
          { cause: error },
        );
      }
    },
  };
}

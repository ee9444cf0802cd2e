import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { Session } from '../aws-target/session';
import type { Target } from '../aws-target/target';

/** An error response of S3, by its name. */
export function s3Error(name: string, httpStatusCode = 404): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
}

interface Command {
  readonly constructor: { readonly name: string };
  /** The middleware that the caller of a real client would add: it sees the headers of the response. */
  readonly middlewareStack: {
    resolve(handler: () => Promise<object>, context: object): (args: object) => Promise<{ output: object }>;
  };
  readonly input: {
    readonly Bucket?: string;
    readonly Key?: string;
    readonly Body?: string;
    readonly IfMatch?: string;
    readonly IfNoneMatch?: string;
  };
}

const etag = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;

/**
 * A bucket in memory, for the commands that states and locks need; `other` answers every other command.
 * @param ages the time since an object was written, in milliseconds by the clock of S3 @default - the response has no date
 */
export function fakeS3(
  objects: Map<string, string>,
  other: (command: string, input: object) => unknown = () => ({}),
  ages: ReadonlyMap<string, number> = new Map(),
) {
  const sent: string[] = [];
  const send = async ({ constructor: { name }, input, middlewareStack }: Command): Promise<unknown> => {
    sent.push([name.replace(/Command$/, ''), input.Key].filter(Boolean).join(' '));
    const key = input.Key ?? '';
    switch (name) {
      case 'GetObjectCommand': {
        const text = objects.get(key);
        if (text === undefined) throw s3Error('NoSuchKey');
        const output = { Body: { transformToString: async () => text }, ETag: etag(text) };
        const age = ages.get(key);
        if (age === undefined) return output;
        const date = 1_700_000_000_000;
        const response = { headers: { date: new Date(date).toUTCString() } };
        const answer = { response, output: { ...output, LastModified: new Date(date - age) } };
        return (await middlewareStack.resolve(async () => answer, {})({ input })).output;
      }
      case 'PutObjectCommand': {
        const there = objects.get(key);
        const isOther = input.IfMatch !== undefined && (there === undefined || etag(there) !== input.IfMatch);
        if (isOther || (input.IfNoneMatch && there !== undefined)) throw s3Error('PreconditionFailed', 412);
        objects.set(key, input.Body ?? '');
        return { ETag: etag(input.Body ?? '') };
      }
      case 'DeleteObjectCommand': {
        const there = objects.get(key);
        if (input.IfMatch && there === undefined) throw s3Error('NoSuchKey');
        if (input.IfMatch && etag(there!) !== input.IfMatch) throw s3Error('PreconditionFailed', 412);
        objects.delete(key);
        return {};
      }
      case 'ListObjectsV2Command':
        return { Contents: [...objects].map(([Key, text]) => ({ Key, ETag: etag(text) })) };
      default:
        return other(name.replace(/Command$/, ''), input);
    }
  };
  // The SDK's paginators require an instance of the class.
  const client = Object.assign(Object.create(S3Client.prototype) as S3Client, { send });
  return { client, sent };
}

export const account = { account: '444455556666', arn: 'arn:aws:iam::444455556666:user/test' };

/** A session on that bucket. */
export function fakeSession(s3: S3Client, kind: Target['kind'] = 'embedded'): Session {
  const endpoint = 'http://127.0.0.1:1';
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' };
  const embedded: Target = { kind: 'embedded', endpoint, assume: async () => credentials };
  const clients = { region: 'eu-west-1', ...(kind === 'embedded' && { endpoint, credentials }) };
  return {
    target: kind === 'embedded' ? embedded : { kind: 'aws' },
    clients,
    home: clients,
    s3,
    s3InRegion: s3,
    identity: account,
  };
}

import type { Call, Forward } from '../../gateway/call';
import { element, list, parseXml, text } from '../../protocols/xml';
import { AwsFailure } from '../../protocols/failure';
import { motoS3 } from '../moto-as';

/** An object of a bucket, as a copy keeps it. */
export interface KeptObject {
  readonly key: string;
  readonly body: Buffer;
  /** The headers that S3 returns with it. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers of an object that are kept beside its bytes (AWS Backup developer guide, "Amazon S3 backups": metadata and tags). */
const keptHeaders =
  /^(content-type|content-encoding|content-disposition|content-language|cache-control|expires|x-amz-meta-.+)$/;

const pathOf = (bucket: string, key: string) => `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

/** The current objects of a bucket. @throws AwsFailure if there is no such bucket */
export async function objectsOf(call: Call, moto: Forward, bucket: string): Promise<KeptObject[]> {
  const kept: KeptObject[] = [];
  for (let token: string | undefined = ''; token !== undefined;) {
    const query: Record<string, string> = { 'list-type': '2', ...(token !== '' && { 'continuation-token': token }) };
    const reply = await moto(motoS3(call, 'GET', `/${bucket}`, { query }));
    if (reply.status !== 200) {
      throw new AwsFailure(
        'InvalidParameterValueException',
        `Bucket ${bucket} cannot be read: S3 answers ${reply.status}.`,
      );
    }
    const listed = element(parseXml(reply.body.toString())['ListBucketResult']);
    for (const key of list(listed['Contents']).map((one) => text(element(one)['Key']))) {
      const { body, headers } = await moto(motoS3(call, 'GET', pathOf(bucket, key)));
      const own = Object.entries(headers).filter(([name]) => keptHeaders.test(name.toLowerCase()));
      kept.push({ key, body: Buffer.from(body), headers: Object.fromEntries(own) });
    }
    token = text(listed['NextContinuationToken']) || undefined;
  }
  return kept;
}

/**
 * Puts objects of a copy into a bucket. One that is there stays, and one of which the current version is a delete marker comes back (AWS Backup
 * developer guide, "Restore S3 data using AWS Backup": considerations).
 */
export async function putBack(
  call: Call,
  moto: Forward,
  bucket: string,
  objects: readonly KeptObject[],
): Promise<void> {
  for (const { key, body, headers } of objects) {
    const there = await moto(motoS3(call, 'HEAD', pathOf(bucket, key)));
    if (there.status === 200) continue;
    await moto(
      motoS3(call, 'PUT', pathOf(bucket, key), {
        body,
        headers: { ...headers, 'content-length': String(body.length) },
      }),
    );
  }
}

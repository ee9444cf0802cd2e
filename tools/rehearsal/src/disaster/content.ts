import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { minutesBetweenCopies, nightlyCopy } from './copies';
import type { Disaster, Scene } from './disaster';

/** A few objects of web servers and workers: in folders, each with its own content, one of them replaced. */
const written: readonly (readonly [string, string])[] = [
  ['images/first.txt', 'an image'],
  ['images/a name with blanks+signs.txt', 'another'],
  ['updater-1/public/feed.txt', 'a feed'],
  ['images/first.txt', 'the image that replaced it'],
];

/** All objects are deleted, as `aws s3 rm --recursive` does it: each gets a delete marker. */
export class ContentDeleted implements Disaster {
  readonly name: 'content' | 'versions' = 'content';
  protected before: ReadonlyMap<string, Buffer> = new Map();

  async prepare({ clients: { s3 }, environment }: Scene): Promise<void> {
    const Bucket = bucketOf(environment);
    for (const [Key, Body] of written) await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    this.before = await objectsOf(s3, Bucket);
  }

  async cause({ clients: { s3 }, environment }: Scene): Promise<void> {
    const Bucket = bucketOf(environment);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key: Key! })) } }),
    );
  }

  async prove(scene: Scene): Promise<{ inDrill: number; atMostMinutes: number; proof: string }> {
    const is = await objectsOf(scene.clients.s3, bucketOf(scene.environment));
    for (const [key, body] of this.before) {
      if (is.get(key)?.equals(body) !== true) throw new Error(`${key} is not what it was before the disaster.`);
    }
    const more = [...is.keys()].find((key) => !this.before.has(key));
    if (more !== undefined) throw new Error(`${more} came back, and was not there before the disaster.`);
    return { inDrill: 0, atMostMinutes: 0, proof: `${is.size} objects, byte for byte` };
  }
}

/** All versions of all objects are deleted, which no version brings back. */
export class VersionsDeleted extends ContentDeleted {
  override readonly name = 'versions';
  private copiedAt: Date | undefined;
  private deletedAt = 0;

  override async prepare(scene: Scene): Promise<void> {
    await super.prepare(scene);
    this.copiedAt = await nightlyCopy(scene, `arn:aws:s3:::${bucketOf(scene.environment)}`);
  }

  override async cause({ clients: { s3 }, environment }: Scene): Promise<void> {
    const Bucket = bucketOf(environment);
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key: Key!, VersionId: VersionId! }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    this.deletedAt = Date.now();
  }

  override async prove(scene: Scene) {
    const { proof } = await super.prove(scene);
    return {
      inDrill: this.deletedAt - this.copiedAt!.getTime(),
      atMostMinutes: await minutesBetweenCopies(scene),
      proof,
    };
  }
}

const bucketOf = ({ name, account }: Scene['environment']) => `malinshopper-${name}-content-${account.id}`;

async function objectsOf(s3: S3Client, Bucket: string): Promise<Map<string, Buffer>> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const read = Contents.map(async ({ Key }): Promise<[string, Buffer]> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return [Key!, Buffer.from((await Body?.transformToByteArray()) ?? [])];
  });
  return new Map(await Promise.all(read));
}

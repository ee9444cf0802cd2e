import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import type { Session } from '@malinshopper/terraform';
import { fillPackageBucket, type FillOptions } from './packages';

const bucket = 'malinshopper-testing-packages-444455556666';
const content = 'the archive';
const sha512 = createHash('sha512').update(content).digest('hex');
const hadoop = { file: 'hadoop.tar.gz', source: 'http://127.0.0.1:1/hadoop.tar.gz', sha512 };
const other = { ...hadoop, file: 'other.tar.gz', sha512: createHash('sha512').update('another').digest('hex') };

const folder = mkdtempSync(join(tmpdir(), 'packages-'));
const file = join(folder, 'given.tar.gz');
const foreign = join(folder, 'foreign');
writeFileSync(file, content);
writeFileSync(foreign, 'something else');
afterAll(() => rmSync(folder, { recursive: true }));

type Answer = (command: string, input: { readonly Key?: string }) => unknown;
interface Stored {
  readonly Key: string;
  readonly ContentLength: number;
  readonly Metadata: Record<string, string>;
  readonly text: string;
}

const s3Error = (name: string) => Object.assign(new Error('so it is'), { name });

/** A package bucket that stores objects; `answer` replaces the response to a request. */
function world(answer: Answer = () => undefined, kind: 'aws' | 'embedded' = 'aws') {
  const stored: Stored[] = [];
  const said: string[] = [];
  const send = async ({ constructor, input }: { constructor: { name: string }; input: Stored & { Body: object } }) => {
    const command = constructor.name.replace(/Command$/, '');
    const other = answer(command, input);
    if (other instanceof Error) throw other;
    if (other !== undefined) return other;
    if (command === 'HeadObject') {
      const found = stored.find(({ Key }) => Key === input.Key);
      if (!found) throw s3Error('NotFound');
      return found;
    }
    if (command === 'PutObject') {
      let text = '';
      for await (const chunk of input.Body as AsyncIterable<Buffer>) text += chunk.toString();
      const { Key, ContentLength, Metadata } = input;
      stored.push({ Key, ContentLength, Metadata, text });
    }
    return {};
  };
  const session = {
    target: kind === 'aws' ? { kind } : { kind, endpoint: 'http://127.0.0.1:1', assume: async () => never() },
    identity: { account: '444455556666', arn: 'arn:aws:iam::444455556666:user/test' },
    clients: { region: 'eu-west-1' },
    home: { region: 'eu-west-1' },
    s3: nowhere,
    s3InRegion: { send } as unknown as S3Client,
  } satisfies Session;
  const options: FillOptions = {
    environment: environment('testing'),
    session,
    bucket,
    packages: [hadoop],
    say: (line) => said.push(line),
    cache: join(folder, 'cache'),
  };
  return { options, stored, said };
}
/** Packages do not belong to the account: the bucket of states is never queried. */
const nowhere = {} as unknown as S3Client;
const never = (): never => {
  throw new Error('credentials are never requested');
};

describe('the package bucket', () => {
  test('gets the missing packages, with their checksums, and is not changed the next time', async () => {
    const { options, stored, said } = world();
    await fillPackageBucket({ ...options, from: file });
    await fillPackageBucket({ ...options, from: file });
    expect(stored).toEqual([
      { Key: 'software/hadoop.tar.gz', ContentLength: content.length, Metadata: { sha512 }, text: content },
    ]);
    expect(said).toEqual([
      `hadoop.tar.gz: stored in s3://${bucket}/software/hadoop.tar.gz`,
      `hadoop.tar.gz: is already in s3://${bucket}/software/hadoop.tar.gz`,
    ]);
  });

  test('replaces a package with another checksum', async () => {
    const { options, stored } = world((command) =>
      command === 'HeadObject' ? { Metadata: { sha512: 'of an older pin' } } : undefined,
    );
    await fillPackageBucket({ ...options, from: file });
    expect(stored).toHaveLength(1);
  });

  test('reports the missing one when one of two packages was given', async () => {
    const { options, stored, said } = world();
    await fillPackageBucket({ ...options, packages: [other, hadoop], from: file });
    expect(stored.map(({ Key }) => Key)).toEqual(['software/hadoop.tar.gz']);
    expect(said[0]).toBe(
      `other.tar.gz: is still missing in s3://${bucket}/software/other.tar.gz; pass it with --from, too`,
    );
  });

  test('is not even queried if nothing is to be stored', async () => {
    const { options, said } = world(() => s3Error('asked'));
    await fillPackageBucket({ ...options, packages: [] });
    expect(said).toEqual(['testing needs no package: its Hadoop jobs run on a cluster, which brings its own.']);
  });

  test('throws when the source cannot be reached, with the workaround', async () => {
    const { options, stored } = world();
    await expect(fillPackageBucket(options)).rejects.toThrow('http://127.0.0.1:1/hadoop.tar.gz cannot be downloaded: ');
    expect(stored).toEqual([]);
  });

  test('throws when the given file is not one of the pinned packages, with those that are', async () => {
    const { options, stored } = world();
    const message = await fillPackageBucket({ ...options, from: foreign }).catch((error: Error) => error.message);
    expect(String(message).replace(/SHA-512 is [0-9a-f]{128}/, 'SHA-512 is ...')).toBe(
      `--from ${foreign} is not one of the pinned packages: its SHA-512 is .... Nothing was stored. Wanted:\n` +
        `  hadoop.tar.gz (SHA-512 ${sha512}) from http://127.0.0.1:1/hadoop.tar.gz`,
    );
    expect(stored).toEqual([]);
  });

  test('throws when the given file does not exist', async () => {
    await expect(fillPackageBucket({ ...world().options, from: '/no/such/file' })).rejects.toThrow(
      '--from /no/such/file cannot be read: ENOENT',
    );
  });

  test.each([
    ['aws', 'npx nx deploy data -c testing'],
    ['embedded', 'npm start -- testing'],
  ] as const)('throws when it does not exist, before anything is downloaded (%s)', async (kind, command) => {
    const { options, said } = world((request) => (request === 'HeadBucket' ? s3Error('NotFound') : undefined), kind);
    await expect(fillPackageBucket(options)).rejects.toThrow(
      `The package bucket ${bucket} does not exist: deploy data in testing first (\`${command}\`).`,
    );
    expect(said).toEqual([]);
  });

  test.each(['HeadBucket', 'HeadObject', 'PutObject'])('throws when it refuses %s', async (refusing) => {
    const { options } = world((command) => (command === refusing ? s3Error('AccessDenied') : undefined));
    await expect(fillPackageBucket({ ...options, from: file })).rejects.toThrow(
      `The package bucket ${bucket} cannot be filled (AccessDenied: so it is). ` +
        'arn:aws:iam::444455556666:user/test must be allowed to list it, and to read and write its objects.',
    );
  });
});

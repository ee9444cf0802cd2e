import type { SSMClient } from '@aws-sdk/client-ssm';
import { regionNames } from '@malinshopper/aws-facts';
import { newestImageParameter, pinnedImages, type PinnedImage } from '@malinshopper/environments';
import { stripVTControlCharacters } from 'node:util';
import { compare } from './newest';
import { report } from './report';

const pinned: PinnedImage[] = [
  { region: 'eu-west-1', architecture: 'arm64', id: 'ami-0aaaaaaaaaaaaaaaa' },
  { region: 'eu-west-1', architecture: 'amd64', id: 'ami-0bbbbbbbbbbbbbbbb' },
];
const published = new Date('2026-05-16T08:00:00Z');

/** An SSM that knows these images by architecture. */
const ssm = (answer: (name: string) => object) => () =>
  ({ send: async ({ input }: { input: { Name: string } }) => answer(input.Name) }) as unknown as SSMClient;
const knowing = (byArchitecture: Record<string, string>) =>
  ssm((name) => {
    const [, Value] = Object.entries(byArchitecture).find(([architecture]) => name.includes(`/${architecture}/`))!;
    return { Parameter: { Value, LastModifiedDate: published } };
  });
const failing = (name: string, message: string) =>
  ssm(() => {
    throw Object.assign(new Error(message), { name });
  });

const told = async (client: ReturnType<typeof ssm>) => {
  const { text, upToDate } = report(await compare(pinned, client, 'AWS'));
  return { text: stripVTControlCharacters(text), upToDate };
};

describe('images that are all the newest', () => {
  it('are reported so, and the exit code is 0', async () => {
    const { text, upToDate } = await told(knowing({ arm64: pinned[0]!.id, amd64: pinned[1]!.id }));
    expect(text).toMatch(/Every pinned image is the newest\.$/);
    expect(upToDate).toBe(true);
  });
});

describe('an image that is older', () => {
  const newest = 'ami-0cccccccccccccccc';
  const outcome = told(knowing({ arm64: newest, amd64: pinned[1]!.id }));

  it('is listed beside the newest, with the day of its publication', async () => {
    const { text } = await outcome;
    const lines = text.split('\n').map((line) => line.replace(/[│ ]+/g, ' ').trim());
    expect(lines).toContain(`eu-west-1 arm64 ami-0aaaaaaaaaaaaaaaa ${newest} 2026-05-16 older`);
    expect(lines).toContain('eu-west-1 amd64 ami-0bbbbbbbbbbbbbbbb ami-0bbbbbbbbbbbbbbbb 2026-05-16 newest');
  });

  it('results in the text and the file for the edit, and in a failure', async () => {
    const { text, upToDate } = await outcome;
    expect(text).toContain(
      `1 of 2 are not the newest. In environments/src/images.ts, write\n  eu-west-1 arm64: '${newest}'`,
    );
    expect(upToDate).toBe(false);
  });
});

it('a missing day is unknown', async () => {
  const found = await compare(
    pinned.slice(0, 1),
    ssm(() => ({ Parameter: { Value: 'ami-1' } })),
    'AWS',
  );
  expect(report(found).text).toContain('unknown');
});

it('a region without such a parameter is distinguished, with the remedy', async () => {
  await expect(compare(pinned, failing('ParameterNotFound', 'x'), 'the embedded AWS')).rejects.toThrow(
    `the embedded AWS has no parameter ${newestImageParameter('arm64')} in eu-west-1: Canonical publishes it on the real ` +
      'AWS only. Query that one, with credentials of any account: EMBEDDED_AWS=off npm run images.',
  );
});

it('any other refusal is passed on, with the remedy', async () => {
  await expect(compare(pinned, failing('AccessDenied', 'not authorized'), 'AWS')).rejects.toThrow(
    /^AWS did not return the newest image in eu-west-1 \(not authorized\)\. Sign in .* ssm:GetParameter/,
  );
});

it('an answer that is not an image id is never compared', async () => {
  await expect(
    compare(
      pinned,
      ssm(() => ({ Parameter: { Value: 'none' } })),
      'AWS',
    ),
  ).rejects.toThrow(/ami-id in eu-west-1 on AWS is "none", which is not an image id\. Nothing was compared\.$/);
});

it('both architectures of every region are checked', () => {
  expect(pinnedImages.map(({ region, architecture }) => `${region} ${architecture}`)).toEqual(
    regionNames.flatMap((region) => [`${region} arm64`, `${region} amd64`]),
  );
});

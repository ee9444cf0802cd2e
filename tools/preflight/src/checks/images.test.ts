import { EC2Client, type Image } from '@aws-sdk/client-ec2';
import { imageOf, type Environment } from '@malinshopper/environments';
import { accessDenied, clientOf, madeUpSubject, type MadeUpSubject } from '../testing/made-up';
import { images } from './images';

const arm64 = imageOf('eu-west-1', 'arm64');
const amd64 = imageOf('eu-west-1', 'amd64');
const good: Image = { State: 'available', Name: 'ubuntu', DeprecationTime: '2099-01-01T00:00:00.000Z' };
const ubuntu = [
  { ...good, ImageId: arm64, Architecture: 'arm64' },
  { ...good, ImageId: amd64, Architecture: 'x86_64' },
] as const satisfies Image[];

const asking = (Images: readonly Image[], asked: object[] = [], given: MadeUpSubject = {}) =>
  images(madeUpSubject(given), () =>
    clientOf(EC2Client, {
      DescribeImages: (input: object) => {
        asked.push(input);
        return { Images };
      },
    }),
  );
const firstOf = async (change: Partial<Image>) => (await asking([{ ...ubuntu[0], ...change }, ubuntu[1]]))[0];

it('images that exist, can be booted and are not deprecated are ok', async () => {
  const asked: object[] = [];
  await expect(asking(ubuntu, asked)).resolves.toEqual([
    { about: `${arm64} (arm64), eu-west-1`, outcome: 'ok', found: 'ubuntu is available' },
    { about: `${amd64} (amd64), eu-west-1`, outcome: 'ok', found: 'ubuntu is available' },
  ]);
  // Of the regions of the account's environments only; AWS returns deprecated ones of other accounts on request.
  expect(asked).toEqual([{ Filters: [{ Name: 'image-id', Values: [arm64, amd64] }], IncludeDeprecated: true }]);
});

it.each([
  [{ ImageId: 'ami-another' }, 'there is no such image, or this account may not boot it'],
  [{ State: 'failed' }, 'its state is failed'],
  [{ State: undefined }, 'its state is missing in the answer'],
  [{ Architecture: 'x86_64' }, 'it is an image for x86_64'],
  [
    { DeprecationTime: '2020-01-01T00:00:00.000Z' },
    'it is deprecated since 2020-01-01T00:00:00.000Z: AWS may take it away',
  ],
  [{ DeprecationTime: 'some day' }, 'it is deprecated since some day: AWS may take it away'],
] as const)('an image that cannot be booted fails: %j', async (change, found) => {
  await expect(firstOf(change)).resolves.toMatchObject({
    outcome: 'failed',
    found,
    todo: expect.stringContaining(
      'Write the id of an image that can be booted into environments/src/images.ts',
    ) as string,
  });
});

it('an image without a day of deprecation is not deprecated', async () => {
  await expect(firstOf({ DeprecationTime: undefined })).resolves.toMatchObject({ outcome: 'ok' });
});

it('an image that the embedded AWS does not have is unknown: Canonical publishes on AWS only', async () => {
  await expect(asking([], [], { kind: 'embedded' })).resolves.toMatchObject([
    { outcome: 'unknown' },
    { outcome: 'unknown' },
  ]);
});

it('the golden image of a role is looked at, too, and its file is named', async () => {
  const [staging, ...others] = madeUpSubject().environments;
  const web = { ...staging.sizes.web, image: 'ami-00000000000000001' };
  const golden: Environment = { ...staging, sizes: { ...staging.sizes, web } };
  const lines = await asking(ubuntu, [], { change: { environments: [golden, ...others] } });
  expect(lines[2]).toMatchObject({
    outcome: 'failed',
    todo: expect.stringContaining('environments/src/staging.ts') as string,
  });
});

it('images that may not be looked at are unknown', async () => {
  const client = clientOf(EC2Client, { DescribeImages: accessDenied() });
  await expect(images(madeUpSubject(), () => client)).resolves.toMatchObject([
    { about: 'images of eu-west-1', outcome: 'unknown' },
  ]);
});

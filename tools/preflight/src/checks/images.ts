import { DescribeImagesCommand, EC2Client, type Image } from '@aws-sdk/client-ec2';
import { architectureOf, pinnedImages, rolesOf, type Architecture } from '@malinshopper/environments';
import { asked, type Finding } from '../line';
import { inRegion, type Subject } from '../subject';

export const imageActions = ['ec2:DescribeImages'];

interface Pinned {
  readonly region: string;
  readonly id: string;
  readonly architecture: Architecture;
  /** The file in which its id is pinned. */
  readonly file: string;
}

/** Checks that the machine images that instances of the account boot exist, can be booted, and are not deprecated. */
export async function images(
  subject: Subject,
  client = (region: string): Pick<EC2Client, 'send'> => new EC2Client(inRegion(subject, region)),
): Promise<Finding[]> {
  const pinned = pinnedIn(subject);
  const regions = [...new Set(pinned.map(({ region }) => region))];
  const each = regions.map((region) => {
    const here = pinned.filter((one) => one.region === region);
    return asked(`images of ${region}`, imageActions, async () => {
      const found = await describe(
        client(region),
        here.map(({ id }) => id),
      );
      return here.map((one) => judged(one, found.get(one.id), subject));
    });
  });
  return (await Promise.all(each)).flat();
}

/** The Ubuntu images of the environments' regions, and the golden images of their roles. */
function pinnedIn({ environments }: Subject): Pinned[] {
  const regions = new Set<string>(environments.map(({ region }) => region));
  const ubuntu = pinnedImages
    .filter(({ region }) => regions.has(region))
    .map((one) => ({ ...one, file: 'environments/src/images.ts' }));
  const golden = environments.flatMap((environment) =>
    rolesOf(environment).flatMap((role): Pinned[] => {
      const { image: id, instanceTypes } = environment.sizes[role];
      const file = `environments/src/${environment.name}.ts`;
      return id === undefined
        ? []
        : [{ region: environment.region, id, architecture: architectureOf(instanceTypes[0]!), file }];
    }),
  );
  return [...new Map([...ubuntu, ...golden].map((one) => [`${one.region} ${one.id}`, one])).values()];
}

/** Filters by id: a call with ImageIds fails as a whole if one of them does not exist (InvalidAMIID.NotFound). */
async function describe(client: Pick<EC2Client, 'send'>, ids: readonly string[]): Promise<Map<string, Image>> {
  // AWS returns the deprecated images of other accounts only on request (API reference, DescribeImages).
  const filter = { Filters: [{ Name: 'image-id', Values: [...ids] }], IncludeDeprecated: true };
  const { Images = [] } = await client.send(new DescribeImagesCommand(filter));
  return new Map(Images.map((image) => [image.ImageId ?? '', image]));
}

/** The names of architectures in EC2. */
const inEc2: Readonly<Record<Architecture, string>> = { arm64: 'arm64', amd64: 'x86_64' };

function judged({ region, id, architecture, file }: Pinned, image: Image | undefined, { session }: Subject): Finding {
  const about = `${id} (${architecture}), ${region}`;
  const look = '`EMBEDDED_AWS=off npm run images` prints the current ids of Ubuntu';
  const todo = `Write the id of an image that can be booted into ${file}; ${look}. Then deploy compute.`;
  if (!image) {
    // Canonical publishes its images on AWS only.
    const isHere = session.target.kind === 'aws';
    return isHere
      ? { about, outcome: 'failed', found: 'there is no such image, or this account may not boot it', todo }
      : {
          about,
          outcome: 'unknown',
          found: 'the embedded AWS does not have the images of AWS',
          todo: `Ask AWS: ${look}.`,
        };
  }
  if (image.State !== 'available')
    return { about, outcome: 'failed', found: `its state is ${image.State ?? 'missing in the answer'}`, todo };
  if (image.Architecture !== inEc2[architecture]) {
    return {
      about,
      outcome: 'failed',
      found: `it is an image for ${image.Architecture ?? 'an unknown architecture'}`,
      todo,
    };
  }
  const deprecated = image.DeprecationTime;
  if (deprecated !== undefined && !(Date.parse(deprecated) > Date.now())) {
    return { about, outcome: 'failed', found: `it is deprecated since ${deprecated}: AWS may take it away`, todo };
  }
  return { about, outcome: 'ok', found: `${image.Name ?? 'an image without a name'} is available` };
}

import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { bootTextOf } from './boot-text';
import { isWebTemplate } from './instances';

/** One mount by s3fs: of what, and with which options. */
interface Mount {
  readonly bucket: string;
  readonly options: ReadonlyMap<string, string>;
}

/** The mounts of a text that is run at boot, as commands (`s3fs bucket folder -o options`) or as lines of fstab. */
export function mountsIn(text: string): Mount[] {
  const commands = text.matchAll(/(?:^|[\s/=])s3fs[ \t]+([^\s-]\S*)[ \t]+\/\S*[^\n]*?[ \t]-o[ \t]*(\S+)/g);
  const lines = text.matchAll(/^\s*(\S+)[ \t]+\/\S*[ \t]+fuse\.s3fs[ \t]+(\S+)/gm);
  return [...commands, ...lines].map(([, bucket = '', options = '']) => ({
    bucket,
    options: new Map(
      options.split(',').map((option): [string, string] => {
        const [name = '', ...value] = option.split('=');
        return [name, value.join('=')];
      }),
    ),
  }));
}

/** What is wrong with the options of a mount, in a region. */
export function faultOfOptions({ options }: Mount, region: string): string | undefined {
  const wanted: readonly (readonly [string, RegExp])[] = [
    ['_netdev', /^$/],
    ['allow_other', /^$/],
    ['iam_role', /^auto$/],
    ['endpoint', new RegExp(`^${region}$`)],
    ['url', new RegExp(`^https://s3\\.${region}\\.amazonaws\\.com/?$`)],
    ['use_cache', /^\/./],
    // In MB: of 0 nothing is left free.
    ['ensure_diskfree', /^[1-9]\d*$/],
    // In seconds.
    ['stat_cache_expire', /^([1-9]?\d|[12]\d\d|300)$/],
  ];
  for (const [name, value] of wanted) {
    const found = options.get(name);
    if (found === undefined) return `is mounted without ${name}`;
    if (!value.test(found)) return `is mounted with ${name}=${found}`;
  }
  return undefined;
}

/** The content bucket of an environment, as its data app publishes it. */
export function contentBucketOf(world: World): Resource | undefined {
  const data = world.stacks.find(({ app }) => app === 'data');
  return data && world.targets(data.output('contentBucketName'), data).find(({ type }) => type === 'aws_s3_bucket');
}

/** Whether instances of a template work on a mount: with events, web servers fetch what they are told about. */
const works = (template: Resource, world: World) =>
  world.environment.content.distribution === 's3fs' || !isWebTemplate(template, world);

/** A check of the mounts of a machine that has to have one. */
const ofMounts =
  (
    check: (mounts: readonly Mount[], template: Resource, world: World, text: string) => string | undefined,
  ): Rule['check'] =>
  (template, world) => {
    const text = bootTextOf(template, world);
    if (text === undefined) return 'user data cannot be read';
    const mounts = mountsIn(text);
    return mounts.length === 0 ? 'mounts no content' : check(mounts, template, world, text);
  };

const types = ['aws_launch_template'];

/** How machines share content. */
export const contentMountRules: readonly Rule[] = [
  {
    id: 'MAL_S3FS_1',
    covers: ['S4'],
    title: 'Content is mounted with the role of the machine, at the S3 of the region, and is at most five minutes old',
    severity: 'medium',
    why: 'By default s3fs asks us-east-1, keeps what it knows of a file for 15 minutes, and fills the disk',
    fix: 'Mount with the options of contentMount (apps/compute)',
    types,
    about: works,
    check: ofMounts((mounts, _template, { environment: { region } }) =>
      mounts.map((mount) => faultOfOptions(mount, region)).find((fault) => fault),
    ),
  },
  {
    id: 'MAL_S3FS_2',
    covers: ['S4'],
    title: 'Every machine mounts the content bucket of its environment, and nothing else',
    severity: 'high',
    why: 'What one role publishes in one bucket, the others do not find in another',
    fix: 'Mount $CONTENT_BUCKET, and set it to contentBucketName of the data app',
    types,
    about: works,
    check: ofMounts((mounts, { stack }, world, text) => {
      const content = contentBucketOf(world);
      if (!content) return 'the data app publishes no content bucket';
      for (const { bucket } of mounts) {
        const [, variable] = /^\$\$?\{?(\w+)\}?$/.exec(bucket) ?? [];
        const value = variable ? new RegExp(`^\\s*(?:export )?${variable}=(.*)$`, 'm').exec(text)?.[1] : bucket;
        if (!world.targets(value, stack).includes(content))
          return `mounts ${bucket}, which is ${value ?? 'set nowhere'}`;
      }
      return undefined;
    }),
  },
  {
    id: 'MAL_S3FS_3',
    covers: ['S4', 'S3'],
    title: 'Web servers mount content to be read only, workers to write',
    severity: 'medium',
    why: 'A web server that is broken into must not change what all of them show',
    fix: 'Mount with the option ro on web servers, and on no worker',
    types,
    about: works,
    check: ofMounts((mounts, template, world) => {
      const isWeb = isWebTemplate(template, world);
      const wrong = mounts.some(({ options }) => options.has('ro') !== isWeb);
      return wrong ? `is mounted ${isWeb ? 'without' : 'with'} ro` : undefined;
    }),
  },
];

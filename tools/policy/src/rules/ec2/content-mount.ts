import type { Resource, World } from '@malinshopper/synthesized';
import { custom, type Breaks } from '../ask';
import { rulesOf } from '../table';
import { booting, bootTextOf } from './boot-text';
import { isWebTemplate } from './instances';

/** One mount by s3fs: its bucket and its options. */
interface Mount {
  readonly bucket: string;
  readonly options: ReadonlyMap<string, string>;
}

/** The mounts in a text that runs at boot, as commands (`s3fs bucket folder -o options`) or as lines of fstab. */
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

/** The options of a mount in a region: the pattern of each value, and the value that `mounting` writes. */
const optionsIn = (region: string): Readonly<Record<string, readonly [RegExp, string]>> => ({
  _netdev: [/^$/, ''],
  allow_other: [/^$/, ''],
  iam_role: [/^auto$/, 'auto'],
  endpoint: [new RegExp(`^${region}$`), region],
  url: [new RegExp(`^https://s3\\.${region}\\.amazonaws\\.com/?$`), `https://s3.${region}.amazonaws.com`],
  use_cache: [/^\/./, '/var/cache/s3fs'],
  // In MB: with 0, s3fs fills the whole disk.
  ensure_diskfree: [/^[1-9]\d*$/, '2048'],
  // In seconds: the default of s3fs is 15 minutes.
  stat_cache_expire: [/^([1-9]?\d|[12]\d\d|300)$/, '60'],
});

/** The fault in the options of a mount, in a region. */
export function faultOfOptions({ options }: Mount, region: string): string | undefined {
  for (const [name, [right]] of Object.entries(optionsIn(region))) {
    const found = options.get(name);
    if (found === undefined) return `is mounted without ${name}`;
    if (!right.test(found)) return `is mounted with ${name}=${found}`;
  }
  return undefined;
}

/**
 * Minimal user data that mounts the content of an environment correctly. For breaks and tests.
 * @param other options in place of the right ones; undefined removes one
 */
export function mounting(other: Readonly<Record<string, string | undefined>> = {}, bucket = '$CONTENT_BUCKET'): string {
  const settings = 'CONTENT_BUCKET=${data.terraform_remote_state.data.outputs.contentBucketName}';
  const right = Object.entries(optionsIn('eu-west-1')).map(([name, [, value]]) => [name, value] as const);
  const options = Object.entries({ ...Object.fromEntries(right), ...other })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return `#cloud-config\n  ${settings}\n  ExecStart=/usr/bin/s3fs ${bucket} /srv/content -f -o ${options.join(',')}\n`;
}

/** The content bucket of an environment, as its data app publishes it. */
export function contentBucketOf(world: World): Resource | undefined {
  const data = world.stacks.find(({ app }) => app === 'data');
  return data && world.targets(data.output('contentBucketName'), data).find(({ type }) => type === 'aws_s3_bucket');
}

/** True if instances of a template need a mount: with events, web servers download the files that events name. */
const works = (template: Resource, world: World) =>
  world.environment.content.distribution === 's3fs' || !isWebTemplate(template, world);

/** An ask for the mounts of a machine that needs one. */
const ofMounts = (
  fault: (mounts: readonly Mount[], template: Resource, world: World, text: string) => string | undefined,
  breaks: Breaks,
) =>
  custom((template, world) => {
    const text = bootTextOf(template, world);
    if (text === undefined) return 'user data cannot be read';
    const mounts = mountsIn(text);
    return mounts.length === 0 ? 'mounts no content' : fault(mounts, template, world, text);
  }, breaks);

const rightOptions = ofMounts(
  (mounts, _template, { environment: { region } }) =>
    mounts.map((mount) => faultOfOptions(mount, region)).find((fault) => fault),
  {
    'no content is mounted': booting('#cloud-config\npackages:\n  - s3fs\n'),
    'content is mounted with a key in a file': booting(mounting({ iam_role: undefined, passwd_file: '/etc/s3fs' })),
    'content is read over HTTP': booting(mounting({ url: 'http://s3.eu-west-1.amazonaws.com' })),
    'content is an hour old': booting(mounting({ stat_cache_expire: '3600' })),
    ...Object.fromEntries(
      Object.keys(optionsIn('')).map((name) => [
        `content is mounted without ${name}`,
        booting(mounting({ [name]: undefined })),
      ]),
    ),
  },
);

const ownBucket = ofMounts(
  (mounts, { stack }, world, text) => {
    const content = contentBucketOf(world);
    if (!content) return 'the data app publishes no content bucket';
    for (const { bucket } of mounts) {
      const [, variable] = /^\$\$?\{?(\w+)\}?$/.exec(bucket) ?? [];
      const value = variable ? new RegExp(`^\\s*(?:export )?${variable}=(.*)$`, 'm').exec(text)?.[1] : bucket;
      if (!world.targets(value, stack).includes(content)) return `mounts ${bucket}, which is ${value ?? 'set nowhere'}`;
    }
    return undefined;
  },
  {
    'a machine mounts a bucket by name': booting(mounting({}, 'malinshopper-content')),
    'a machine mounts the packages': booting(
      mounting({}, '${data.terraform_remote_state.data.outputs.packageBucketName}'),
    ),
    'a machine mounts a variable that is set nowhere': booting(mounting({}, '$BUCKET')),
  },
);

const readOnlyOnWebServers = ofMounts(
  (mounts, template, world) => {
    const isWeb = isWebTemplate(template, world);
    const wrong = mounts.some(({ options }) => options.has('ro') !== isWeb);
    return wrong ? `is mounted ${isWeb ? 'without' : 'with'} ro` : undefined;
  },
  {
    'web servers mount content writable': { path: 'web/template/Resource', change: booting(mounting()) },
    'a worker cannot write the content that it publishes': {
      path: 'fetcher/template/Resource',
      change: booting(mounting({ ro: '' })),
    },
  },
);

/** The mounts of content by s3fs. */
export const contentMounts = rulesOf('aws_launch_template', {
  MAL_S3FS_1: {
    title:
      'Content is mounted with the role of the machine, from S3 in the same region, with a cache of five minutes at most',
    severity: 'medium',
    covers: 'S4',
    about: works,
    why: 'By default s3fs connects to us-east-1, caches file attributes for 15 minutes, and fills the disk',
    fix: 'Mount with the options of contentMount (apps/compute)',
    ask: rightOptions,
  },
  MAL_S3FS_2: {
    title: 'Machines mount the content bucket of their environment, and no other',
    severity: 'high',
    covers: 'S4',
    about: works,
    why: 'If roles mount different buckets, one role does not find the files of another role',
    fix: 'Mount $CONTENT_BUCKET, and set it to contentBucketName of the data app',
    ask: ownBucket,
  },
  MAL_S3FS_3: {
    title: 'Content is mounted read-only on web servers, and writable on workers',
    severity: 'medium',
    covers: 'S4 S3',
    about: works,
    why: 'An intruder on a web server must not change the content of all web servers',
    fix: 'Mount with the option ro on web servers, and on no worker',
    ask: readOnlyOnWebServers,
  },
});

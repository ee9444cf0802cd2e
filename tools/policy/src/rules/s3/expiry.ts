import { reviewDays, reviewFolder, writerRolesOf, type Environment } from '@malinshopper/environments';
import { blocks, type Block, type Resource, type World } from '@malinshopper/synthesized';
import type { Changeable } from '../../testing/mutation';
import { custom } from '../ask';
import { rulesOf } from '../table';
import { broken } from './bucket-parts';
import { logWritersOf } from './log-writers';
import { bucketsBehind, isContent } from './parts';

/**
 * The minimum number of days until objects in a folder, and replaced versions, may expire. Without a value they never
 * may.
 */
interface Least {
  readonly below: string;
  readonly objects?: number;
  readonly versions?: number;
}

/** A kind of bucket, and the objects that may expire in it. The first matching kind applies. */
interface Kind {
  readonly is: (bucket: Resource, world: World) => boolean;
  readonly least: (environment: Environment, bucket: Resource) => readonly Least[];
}

const named = (part: string) => (bucket: Resource) => String(bucket.config['bucket']).includes(part);
const isTrail = (bucket: Resource, world: World) =>
  world
    .resources('aws_cloudtrail')
    .some(({ config, stack }) => bucketsBehind(config['s3_bucket_name'], stack, world).includes(bucket));
/** In days: the retention of logs that all environments of an account share. */
const ofAccount = ({ account }: Environment) => (account.name === 'production' ? 365 : 90);

/**
 * The retention of each kind of bucket. A log object is written once, so a replaced object is a mistake of the writer.
 * A deleted log file of the trail can be restored for 90 days. Old versions of content are kept as long as the recovery
 * from a wrong upload needs them. Old versions of the output of a worker are kept for two further runs (MAL_S3_8).
 */
const kinds: readonly Kind[] = [
  {
    is: isContent,
    least: (environment) => [
      { below: '', versions: 30 },
      ...writerRolesOf(environment).flatMap((role) => [
        { below: `${role}/`, versions: 2 },
        { below: `${role}/staging/`, versions: 1 },
      ]),
    ],
  },
  {
    is: named('-terraform-state-'),
    least: () => [
      { below: '', versions: 90 },
      { below: 'leases/', versions: 1 },
      { below: `${reviewFolder}/`, objects: reviewDays, versions: 1 },
      { below: '.tflock', versions: 1 },
    ],
  },
  { is: isTrail, least: () => [{ below: '', objects: 365, versions: 90 }] },
  {
    is: (bucket, world) => logWritersOf(bucket, world).length > 0 || named('-cluster-logs-')(bucket),
    least: (environment, { app }) => [
      { below: '', objects: app === 'account' ? ofAccount(environment) : environment.logRetentionDays, versions: 1 },
    ],
  },
  {
    is: named('-packages-'),
    least: () => [
      { below: '', versions: 30 },
      { below: 'releases/', objects: 365, versions: 30 },
    ],
  },
];

/** The row for a prefix: the narrowest folder that contains it. A lock is recognized by its end. */
const rowFor = (prefix: string, rows: readonly Least[]): Least | undefined =>
  rows
    .filter(({ below }) => (below.startsWith('.') ? prefix.endsWith(below) : prefix.startsWith(below)))
    .sort((one, other) => other.below.length - one.below.length)[0];

/** The prefix of a lifecycle rule, in each of its three possible places. Other filters only narrow the rule. */
function prefixOf(rule: Block): string {
  const filters = blocks(rule['filter']);
  const prefixes = [rule, ...filters, ...filters.flatMap(({ and }) => blocks(and))].map(
    ({ prefix }) => prefix as unknown,
  );
  return String(prefixes.find((each) => typeof each === 'string' && each !== '') ?? '');
}

/** The attributes of a lifecycle rule that expire nothing. */
const harmless = new Set(['id', 'status', 'filter', 'prefix', 'abort_incomplete_multipart_upload', '//']);
const losing = {
  expiration: ['days', 'objects'],
  noncurrent_version_expiration: ['noncurrent_days', 'versions'],
} as const;

/** The fault of a block that expires objects or versions. */
function faultOfBlock(
  name: keyof typeof losing,
  block: Block,
  least: Least | undefined,
  prefix: string,
): string | undefined {
  const [attribute, what] = losing[name];
  // This removes delete markers of objects that are already deleted (S3 user guide, "Removing expired object delete
  // markers").
  if (name === 'expiration' && Object.keys(block).join() === 'expired_object_delete_marker') return undefined;
  const unknown = Object.keys(block).filter((each) => !['newer_noncurrent_versions', attribute].includes(each));
  if (unknown.length > 0) return `${name} has ${unknown.join(', ')}, which no rule understands`;
  const days: unknown = block[attribute];
  const place = prefix === '' ? 'everywhere' : `below ${prefix}`;
  if (least?.[what] === undefined) return `${what} ${place} must not expire, but expire after ${String(days)} days`;
  return Number(days) >= least[what]
    ? undefined
    : `${what} ${place} expire after ${String(days)} days of ${least[what]}`;
}

function faultOfRule(rule: Block, rows: readonly Least[]): string | undefined {
  if (rule['status'] === 'Disabled') return undefined;
  const prefix = prefixOf(rule);
  for (const [name, value] of Object.entries(rule)) {
    if (harmless.has(name) || value === undefined || value === null) continue;
    if (!(name in losing)) return `has ${name}, which no rule understands`;
    for (const block of blocks(value)) {
      const fault = faultOfBlock(name as keyof typeof losing, block, rowFor(prefix, rows), prefix);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

const more = (rule: object, bucket?: string) =>
  broken(
    'lifecycle',
    (config) => config.rule.push({ id: 'more', status: 'Enabled', filter: [{ prefix: '' }], ...rule }),
    bucket,
  );
const soon = { expiration: [{ days: 1 }] };

/** The objects that lifecycles may expire, and the time. */
export const bucketExpiry = rulesOf('aws_s3_bucket_lifecycle_configuration', {
  MAL_S3_9: {
    title: 'Lifecycles expire only permitted objects, and not before their time',
    severity: 'critical',
    covers: 'S1 P3',
    why: 'A lifecycle rule of one day deletes all objects of a bucket with their versions, and no alarm goes off',
    fix: 'Leave the expiry out, or set it to the days in s3/expiry.ts; a new kind of bucket needs a row there',
    ask: custom(
      ({ config, stack }, world) => {
        const [bucket] = bucketsBehind(config['bucket'], stack, world);
        if (!bucket) return 'is of no bucket of this repository';
        const rows = kinds.find(({ is }) => is(bucket, world))?.least(world.environment, bucket) ?? [];
        for (const rule of blocks(config['rule'])) {
          const fault = faultOfRule(rule, rows);
          if (fault !== undefined) return `rule ${String(rule['id'])}: ${fault}`;
        }
        return undefined;
      },
      {
        'content expires after a day': more(soon),
        'content of one size expires': more({ ...soon, filter: { and: { prefix: '', object_size_greater_than: 1 } } }),
        'content expires on a date': more({ expiration: [{ date: '2026-12-01T00:00:00Z' }] }),
        'content is moved to an archive': more({ transition: [{ days: 0, storage_class: 'DEEP_ARCHIVE' }] }),
        'replaced content expires after a day': more({ noncurrent_version_expiration: [{ noncurrent_days: 1 }] }),
        'content expires by an old-style prefix': more({ ...soon, filter: undefined, prefix: '' }),
        'content expires after an unknown number of days': more({ expiration: [{ days: '${tonumber(1)}' }] }),
        'content expires by a rule with an unknown status': more({ ...soon, status: '${title("enabled")}' }),
        'states expire after a day': more(soon, 'account/state/'),
        'replaced states expire after a day': more(
          { noncurrent_version_expiration: [{ noncurrent_days: 1 }] },
          'account/state/',
        ),
        'deleted events of the trail go after a day': more(
          { noncurrent_version_expiration: [{ noncurrent_days: 1 }] },
          'account/trail/bucket/',
        ),
        'the trail expires after a month': broken(
          'lifecycle',
          ({ rule }: Changeable) => (rule[1].expiration[0].days = 30),
          'account/trail/bucket/',
        ),
        'access logs expire after a day': more(soon, 'account/access-logs/bucket/'),
        'logs of the load balancer expire after a day': more(soon, 'load-balancer/access-logs/'),
        'packages expire after a day': more(soon, 'content/packages/'),
        'releases expire after a month': broken(
          'lifecycle',
          ({ rule }: Changeable) => (rule[1].expiration[0].days = 30),
          'content/packages/',
        ),
      },
    ),
  },
});

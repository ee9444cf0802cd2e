import { block, blocks, type Resource, type World } from '@malinshopper/synthesized';
import { inPolicy, remove } from '../../testing/mutation';
import { custom } from '../ask';
import { allows, identitiesOf, machineTypes, permissionsOf } from '../ec2/instances';
import { rulesOf } from '../table';

const bucketType = 'aws_s3_bucket';
const lifecycle = { type: 'aws_s3_bucket_lifecycle_configuration', path: 'packages/lifecycle' };
const packages = '${data.terraform_remote_state.data.outputs.packageBucketArn}';
const writes = ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl'];

/** The package bucket of an environment, as its data app publishes it. */
function packageBucketOf(world: World): Resource | undefined {
  const data = world.stacks.find(({ app }) => app === 'data');
  return data && world.targets(data.output('packageBucketName'), data).find(({ type }) => type === bucketType);
}

const keepsVersionsForAWhile = custom(
  (bucket, world) => {
    const versioning = world.thatName(bucket, 'aws_s3_bucket_versioning');
    const status = versioning.map(({ config }) => block(config['versioning_configuration'])['status'] as unknown);
    if (status.join() !== 'Enabled') return `versioning is ${status.join() || 'not set'}`;
    const days = world
      .thatName(bucket, lifecycle.type)
      .flatMap(({ config }) => blocks(config['rule']))
      .filter(({ status: state, filter }) => state === 'Enabled' && block(filter)['prefix'] === 'releases/')
      .map(({ expiration }) => Number(block(expiration)['days']));
    return days.some((each) => each >= 30 && each <= 400)
      ? undefined
      : `revisions expire after ${days.join(', ') || 'no'} days`;
  },
  {
    'revisions have no versions': {
      type: 'aws_s3_bucket_versioning',
      path: 'packages/versioning',
      change: (config) => (config.versioning_configuration.status = 'Suspended'),
    },
    'revisions stay for ever': { ...lifecycle, change: remove },
    'revisions expire after a week': {
      ...lifecycle,
      change: ({ rule }) => {
        const releases = rule.find(({ filter }: { filter: [{ prefix: string }] }) => filter[0].prefix === 'releases/');
        releases.expiration[0].days = 7;
      },
    },
  },
);

const readsRevisionsOnly = custom(
  (machine, world) => {
    const own = packageBucketOf(world);
    if (!own) return 'the data app publishes no package bucket';
    let reads = false;
    for (const role of identitiesOf(machine, world)) {
      for (const statement of permissionsOf(role, world).filter(({ effect }) => effect === 'Allow')) {
        for (const resource of statement.resources) {
          if (resource === '*' && allows(statement, 's3:GetObject'))
            return `its role reads every bucket with ${statement.sid}`;
          const buckets = world.targets(resource, statement.policy.stack).filter(({ type }) => type === bucketType);
          const borrowed = buckets.find(({ stack }) => !world.stacks.includes(stack));
          if (borrowed) return `its role uses ${borrowed.path} of ${borrowed.stack.key}`;
          if (!buckets.includes(own)) continue;
          if (writes.some((action) => allows(statement, action))) return `its role may write with ${statement.sid}`;
          if (/\}\/?\*?$/.test(resource)) return `its role reads all of the package bucket with ${statement.sid}`;
          reads = true;
        }
      }
    }
    return reads ? undefined : 'its role reads no revision';
  },
  {
    'a web server reads the certificates of a cluster': inPolicy(([first]) => (first.Resource = `${packages}/*`)),
    'a web server writes revisions': inPolicy(([first]) => first.Action.push('s3:PutObject')),
    'a web server has all permissions on revisions': inPolicy(([first]) => (first.Action = 's3:*')),
    'a web server reads every bucket': inPolicy((statements) =>
      statements.push({ Sid: 'All', Effect: 'Allow', Action: 's3:Get*', Resource: '*' }),
    ),
    'a web server reads no revision': remove,
  },
);

/** The bucket of revisions of the application, and its readers. */
export const revisions = rulesOf(bucketType, {
  MAL_PKG_1: {
    title: 'The bucket of revisions keeps every version, and expires revisions after one to thirteen months',
    severity: 'medium',
    covers: 'P3',
    about: (bucket, world) => bucket === packageBucketOf(world),
    why: 'A rollback needs an earlier version of an object; without expiry the bucket only grows',
    fix: 'Switch versioning on, and let releases/ expire after 30 to 400 days',
    ask: keepsVersionsForAWhile,
  },
  MAL_PKG_2: {
    title: 'Instances can read the revisions of their own environment, and can write none',
    severity: 'high',
    covers: 'P3',
    types: machineTypes,
    tried: { type: 'aws_iam_role_policy', path: 'web/identity/packages' },
    why: 'A writer of revisions can run code on every instance; the bucket also contains the private key of a cluster',
    fix: 'Allow s3:GetObject on <package bucket>/releases/* and /software/* only',
    ask: readsRevisionsOnly,
  },
});

import { block, blocks, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { allows, identitiesOf, machineTypes, permissionsOf } from './instances';

/** The package bucket of an environment, as its data app publishes it. */
function packageBucketOf(world: World): Resource | undefined {
  const data = world.stacks.find(({ app }) => app === 'data');
  return data && world.targets(data.output('packageBucketName'), data).find(({ type }) => type === 'aws_s3_bucket');
}

/** Where revisions of the application lie, and who reads them. */
export const packageRules: readonly Rule[] = [
  {
    id: 'MAL_PKG_1',
    covers: ['P3'],
    title: 'The bucket of revisions keeps every version, and forgets revisions after one to thirteen months',
    severity: 'medium',
    why: 'A release is taken back to a version of an object; for ever, the bucket only grows',
    fix: 'Switch versioning on, and let releases/ expire after 30 to 400 days',
    types: ['aws_s3_bucket'],
    about: (bucket, world) => bucket === packageBucketOf(world),
    check: (bucket, world) => {
      const versioning = world.thatName(bucket, 'aws_s3_bucket_versioning');
      const status = versioning.map(({ config }) => block(config['versioning_configuration'])['status'] as unknown);
      if (status.join() !== 'Enabled') return `versioning is ${status.join() || 'not set'}`;
      const days = world
        .thatName(bucket, 'aws_s3_bucket_lifecycle_configuration')
        .flatMap(({ config }) => blocks(config['rule']))
        .filter(({ status: state, filter }) => state === 'Enabled' && block(filter)['prefix'] === 'releases/')
        .map(({ expiration }) => Number(block(expiration)['days']));
      return days.some((each) => each >= 30 && each <= 400)
        ? undefined
        : `revisions go after ${days.join(', ') || 'no'} days`;
    },
  },
  {
    id: 'MAL_PKG_2',
    covers: ['P3'],
    title: 'Instances fetch revisions of their own environment by folder, and put none',
    severity: 'high',
    why: 'Who can put a revision runs code on every instance; the bucket also holds the private key of a cluster',
    fix: 'Allow s3:GetObject on <package bucket>/releases/* and /software/* only',
    types: machineTypes,
    check: (machine, world) => {
      const own = packageBucketOf(world);
      if (!own) return 'the data app publishes no package bucket';
      let reads = false;
      for (const role of identitiesOf(machine, world)) {
        for (const statement of permissionsOf(role, world).filter(({ effect }) => effect === 'Allow')) {
          for (const resource of statement.resources) {
            if (resource === '*' && allows(statement, 's3:GetObject'))
              return `its role reads every bucket with ${statement.sid}`;
            const buckets = world
              .targets(resource, statement.policy.stack)
              .filter(({ type }) => type === 'aws_s3_bucket');
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
  },
];

const writes = ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl'];

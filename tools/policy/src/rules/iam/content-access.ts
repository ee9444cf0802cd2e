import { workerRoles, type WorkerRole } from '@malinshopper/environments';
import { type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { actionsLike } from './actions';
import { isOf } from './trust';

const types = ['aws_iam_role'];
const isInstance = (role: Resource, world: World) => isOf(role, 'ec2.amazonaws.com', world);

/** What a role may do with which part of a bucket: what stands after its address. */
interface Grant {
  readonly action: string;
  readonly writes: boolean;
  readonly bucket: Resource | undefined;
  readonly part: string;
}

const known = new WeakMap<Resource, readonly Grant[]>();

/** What a role may do in buckets, one grant for each action and resource. Each role is asked by all the others. */
function grantsOf(role: Resource, world: World): readonly Grant[] {
  const before = known.get(role);
  if (before) return before;
  const grants = world.thatName(role, 'aws_iam_role_policy').flatMap((policy) =>
    statementsOf(policy, world)
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions, resources }) =>
        actions
          .flatMap(actionsLike)
          .filter(({ id }) => id.startsWith('s3:'))
          .flatMap(({ id, access }) =>
            resources.map((resource) => ({
              action: id,
              writes: access !== 'Read' && access !== 'List',
              bucket: world.targets(resource, policy.stack).find(({ type }) => type === 'aws_s3_bucket'),
              part: resource.replace(/^\$\{[^}]*\}/, ''),
            })),
          ),
      ),
  );
  known.set(role, grants);
  return grants;
}

/** The bucket that visitors get their content from, and that workers publish to. */
const isContent = (bucket: Resource | undefined, world: World) =>
  bucket !== undefined && world.thatName(bucket, 'aws_cloudfront_distribution').length > 0;

/** The worker whose part of a bucket it is. */
const workerOf = (part: string) => workerRoles.find((worker) => part === `/${worker}/*`);

const partsWritten = (role: Resource, world: World) => grantsOf(role, world).filter(({ writes }) => writes);
const publishes = (role: Resource, world: World): WorkerRole[] => {
  const content = partsWritten(role, world).filter(({ bucket }) => isContent(bucket, world));
  return [...new Set(content.flatMap(({ part }) => workerOf(part) ?? []))];
};

/** Whether a load balancer sends visitors to the instances of a role. */
const servesVisitors = (role: Resource, world: World) =>
  ['aws_iam_instance_profile', 'aws_launch_template', 'aws_autoscaling_group']
    .reduce<readonly Resource[]>((from, type) => from.flatMap((each) => world.thatName(each, type)), [role])
    .some((group) => world.namedBy(group).some(({ type }) => type === 'aws_lb_target_group'));

export const contentAccessRules: readonly Rule[] = [
  {
    id: 'MAL_IAM_16',
    covers: ['S3'],
    title: 'Instances read the content: they list the bucket, get objects and decrypt them',
    severity: 'high',
    why: 'A mount of s3fs without one of the three fails with an error that does not say which',
    fix: 'Grant it in permissionsOf (apps/compute/src/group/permissions.ts)',
    types,
    about: isInstance,
    check: (role, world) => {
      const grants = grantsOf(role, world).filter(({ bucket }) => isContent(bucket, world));
      if (!grants.some(({ action, part }) => action === 's3:ListBucket' && part === ''))
        return 'it may not list the content';
      if (!grants.some(({ action, part }) => action === 's3:GetObject' && part === '/*'))
        return 'it may not get the content';
      const keys = world
        .thatName(grants[0]!.bucket!, 'aws_s3_bucket_server_side_encryption_configuration')
        .flatMap((encryption) => world.namedBy(encryption))
        .filter(({ type }) => type === 'aws_kms_key');
      const needed = publishes(role, world).length > 0 ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'];
      const missing = needed.filter((action) => !mayUse(role, action, keys, world));
      return missing.length > 0 ? `it has no ${missing.join(', ')} with the key of the content` : undefined;
    },
  },
  {
    id: 'MAL_IAM_17',
    covers: ['S3'],
    title: "Instances write to no bucket but to a worker's own part of the content",
    severity: 'high',
    why: 'Whoever can write releases, or the content of others, runs his program on every instance',
    fix: 'writeOwnPrefix (apps/compute/src/group/permissions.ts): <bucket>/<worker>/*',
    types,
    about: isInstance,
    check: (role, world) => {
      const others = partsWritten(role, world).filter(
        ({ bucket, part }) => !isContent(bucket, world) || workerOf(part) === undefined,
      );
      const beyond = others.filter(({ bucket }) => !isLogOf(bucket, role));
      const [first] = beyond;
      return (
        first && `${first.action} on ${first.bucket?.path ?? 'a bucket that is not ours'}, ${first.part || 'all of it'}`
      );
    },
  },
  {
    id: 'MAL_IAM_18',
    covers: ['S3', 'C9'],
    title: 'Each part of the content has one writer, and it serves no visitors',
    severity: 'high',
    why: 'An object store knows no locks: of two writers, one loses what it wrote (s3fs-fuse issue 115)',
    fix: 'writeOwnPrefix (apps/compute/src/group/permissions.ts): each worker under its own name',
    types,
    about: isInstance,
    check: (role, world) => {
      const mine = publishes(role, world);
      if (mine.length > 0 && servesVisitors(role, world)) return `visitors reach it, and it writes ${mine.join(', ')}`;
      const other = world
        .resources(...types)
        .find(
          (each) =>
            each !== role && isInstance(each, world) && publishes(each, world).some((worker) => mine.includes(worker)),
        );
      return other && `${other.path} writes ${mine.join(', ')} as well`;
    },
  },
];

/** A cluster's nodes write their logs to a bucket that the same app makes for nothing else. */
const isLogOf = (bucket: Resource | undefined, role: Resource) => bucket !== undefined && bucket.app === role.app;

function mayUse(role: Resource, action: string, keys: readonly Resource[], world: World): boolean {
  return world
    .thatName(role, 'aws_iam_role_policy')
    .some((policy) =>
      statementsOf(policy, world).some(
        ({ effect, actions, resources }) =>
          effect === 'Allow' &&
          actions.includes(action) &&
          world.targets(resources, policy.stack).some((key) => keys.includes(key)),
      ),
    );
}

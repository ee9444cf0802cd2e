import { writerRolesOf, type WriterRole } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { custom } from '../ask';
import { remembered } from '../remembered';
import { rulesOf } from '../table';
import { actionsLike } from './actions';
import { allowed } from './permissions';
import { inStatement } from '../statement-asks';
import { isOf } from '../trust';

const isInstance = (role: Resource, world: World) => isOf(role, 'ec2.amazonaws.com', world);

/** An action that a role may use on a part of a bucket: the rest of the resource after the ARN of the bucket. */
interface Grant {
  readonly action: string;
  readonly writes: boolean;
  readonly bucket: Resource | undefined;
  readonly part: string;
}

/**
 * The grants of a role on buckets, one for each action and resource. The result is cached, because the check of each
 * role needs the grants of all other roles.
 */
const grantsOf = remembered((role, world) =>
  world.thatName(role, 'aws_iam_role_policy').flatMap((policy) =>
    allowed(policy, world).flatMap(({ actions, resources }) =>
      actions
        .flatMap(actionsLike)
        .filter(({ id }) => id.startsWith('s3:'))
        .flatMap(({ id, access }) =>
          resources.map((resource): Grant => ({
            action: id,
            writes: access !== 'Read' && access !== 'List',
            bucket: world.targets(resource, policy.stack).find(({ type }) => type === 'aws_s3_bucket'),
            part: resource.replace(/^\$\{[^}]*\}/, ''),
          })),
        ),
    ),
  ),
);

/** True if a bucket contains the content: workers publish to it, and CloudFront serves it. */
const isContent = (bucket: Resource | undefined, world: World) =>
  bucket !== undefined && world.thatName(bucket, 'aws_cloudfront_distribution').length > 0;

/** The role that owns a part of the content. */
const writerOf = (part: string, { environment }: World) =>
  writerRolesOf(environment).find((role) => part === `/${role}/*`);

const partsWritten = (role: Resource, world: World) => grantsOf(role, world).filter(({ writes }) => writes);
const publishes = (role: Resource, world: World): WriterRole[] => {
  const content = partsWritten(role, world).filter(({ bucket }) => isContent(bucket, world));
  return [...new Set(content.flatMap(({ part }) => writerOf(part, world) ?? []))];
};

/** True if a load balancer sends visitors to the instances of a role. */
const servesVisitors = (role: Resource, world: World) =>
  ['aws_iam_instance_profile', 'aws_launch_template', 'aws_autoscaling_group']
    .reduce<readonly Resource[]>((from, type) => from.flatMap((each) => world.thatName(each, type)), [role])
    .some((group) => world.namedBy(group).some(({ type }) => type === 'aws_lb_target_group'));

/** The nodes of a cluster log to a bucket that the same app creates for this purpose only. */
const isLogOf = (bucket: Resource | undefined, role: Resource) => bucket !== undefined && bucket.app === role.app;

const mayUse = (role: Resource, action: string, keys: readonly Resource[], world: World) =>
  world
    .thatName(role, 'aws_iam_role_policy')
    .some((policy) =>
      allowed(policy, world).some(
        ({ actions, resources }) =>
          actions.includes(action) && world.targets(resources, policy.stack).some((key) => keys.includes(key)),
      ),
    );

/** The permission that a mount of the content lacks: to list the bucket, to read the objects or to use the key. */
const missingToRead = (role: Resource, world: World) => {
  const grants = grantsOf(role, world).filter(({ bucket }) => isContent(bucket, world));
  const has = (id: string, of: string) => grants.some(({ action, part }) => action === id && part === of);
  if (!has('s3:ListBucket', '')) return 'it may not list the content';
  if (!has('s3:GetObject', '/*')) return 'it may not get the content';
  const keys = world
    .thatName(grants[0]!.bucket!, 'aws_s3_bucket_server_side_encryption_configuration')
    .flatMap((encryption) => world.namedBy(encryption))
    .filter(({ type }) => type === 'aws_kms_key');
  const needed = publishes(role, world).length > 0 ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'];
  const missing = needed.filter((action) => !mayUse(role, action, keys, world));
  return missing.length > 0 ? `it has no ${missing.join(', ')} with the key of the content` : undefined;
};

/** The resource of the breaks: the policy on the content of an instance. */
const contentOf = (instance: string) => ({ path: `${instance}/identity/content` });
const writesTo = (part: string) =>
  inStatement('WriteOwnPrefix', (write) => (write.Resource = write.Resource.replace(/\/[\w-]+\/\*$/, part)));

export const contentAccess = rulesOf(
  'aws_iam_role',
  {
    MAL_IAM_16: {
      title: 'Instances may list, get and decrypt the content',
      severity: 'high',
      covers: 'S3',
      about: isInstance,
      why: 'A mount of s3fs without one of the three fails with an error that does not name the missing permission',
      fix: 'Grant it in permissionsOf (apps/compute/src/group/permissions.ts)',
      ask: custom(missingToRead, {
        'web servers may not list the content': inStatement(0, { Effect: 'Deny' }),
        'web servers may read only a part of the content': inStatement(1, (read) => (read.Resource += 'x')),
        'workers may not encrypt': { ...contentOf('fetcher'), change: inStatement(-1, { Effect: 'Deny' }) },
      }),
    },
    MAL_IAM_17: {
      title: 'Instances write only to the part of the content of their worker',
      severity: 'high',
      covers: 'S3',
      about: isInstance,
      why: 'Write access to releases, or to the content of another worker, allows an attacker to run a program on every instance',
      fix: 'Use writeOwnPrefix (apps/compute/src/group/permissions.ts): <bucket>/<worker>/*',
      ask: custom(
        (role, world) => {
          const beyond = partsWritten(role, world).find(
            ({ bucket, part }) =>
              !isLogOf(bucket, role) && !(isContent(bucket, world) && writerOf(part, world) !== undefined),
          );
          return (
            beyond && `${beyond.action} on ${beyond.bucket?.path ?? 'a foreign bucket'}, ${beyond.part || 'all of it'}`
          );
        },
        {
          'workers may write all of the content': { ...contentOf('fetcher'), change: writesTo('/*') },
          'web servers may write releases': {
            path: 'web/identity/packages',
            change: inStatement(0, ({ Action }) => Action.push('s3:PutObject')),
          },
        },
      ),
    },
    MAL_IAM_18: {
      title: 'Each part of the content has exactly one writer, which is never a web server',
      severity: 'high',
      covers: 'S3 C9',
      about: isInstance,
      why: 'An object store has no locks: of two writers, one loses its data (s3fs-fuse issue 115)',
      fix: 'Use writeOwnPrefix (apps/compute/src/group/permissions.ts): each worker then writes only below its own name',
      ask: custom(
        (role, world) => {
          const mine = publishes(role, world);
          if (mine.length > 0 && servesVisitors(role, world)) return `it serves visitors and writes ${mine.join(', ')}`;
          const other = world
            .resources('aws_iam_role')
            .filter((each) => each !== role && isInstance(each, world))
            .find((each) => publishes(each, world).some((worker) => mine.includes(worker)));
          return other && `${other.path} writes ${mine.join(', ')} as well`;
        },
        {
          'a worker may write the part of another': { ...contentOf('updater-1'), change: writesTo('/fetcher/*') },
          'web servers may write the part of a worker': inStatement(1, (read) => {
            read.Action = [read.Action, 's3:PutObject'].flat();
            read.Resource = [read.Resource, read.Resource.replace('/*', '/fetcher/*')];
          }),
        },
      ),
    },
  },
  { type: 'aws_iam_role_policy', ...contentOf('web') },
);

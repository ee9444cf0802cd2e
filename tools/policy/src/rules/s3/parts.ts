import {
  block,
  type Block,
  blocks,
  type Resource,
  type Stack,
  type Statement,
  statementsOf,
  type World,
} from '@malinshopper/synthesized';

/**
 * The buckets that a value refers to, directly or through a resource that configures them: a resource that must be
 * created after the bucket policy reads the name of the bucket from that policy.
 */
export const bucketsBehind = (value: unknown, from: Stack, world: World): readonly Resource[] =>
  world
    .targets(value, from)
    .flatMap((target) =>
      target.type.startsWith('aws_s3_bucket_') ? world.targets(target.config['bucket'], target.stack) : [target],
    )
    .filter(({ type }) => type === 'aws_s3_bucket');

/** The resources of a type that configure a bucket: its policy, its encryption, its lifecycle. */
export const partsOf = (bucket: Resource, world: World, type: string): readonly Resource[] =>
  world
    .thatName(bucket, type)
    // Resources that write to the bucket name it too.
    .filter(({ config, stack }) => world.targets(config['bucket'], stack).includes(bucket));

/** The statements of a bucket's policy. */
export const policyOf = (bucket: Resource, world: World): readonly Statement[] =>
  partsOf(bucket, world, 'aws_s3_bucket_policy').flatMap((policy) => statementsOf(policy, world));

/** The algorithm and key of a bucket's default encryption. */
export function encryptionOf(
  bucket: Resource,
  world: World,
): { readonly algorithm: string; readonly rule: Block; readonly of?: Resource } {
  const [of] = partsOf(bucket, world, 'aws_s3_bucket_server_side_encryption_configuration');
  const rule = block(of?.config['rule']);
  const { sse_algorithm: algorithm } = block(rule['apply_server_side_encryption_by_default']);
  return { algorithm: String(algorithm ?? 'none'), rule, ...(of && { of }) };
}

/** The rules of a bucket's lifecycle. */
export const lifecycleOf = (bucket: Resource, world: World): readonly Block[] =>
  partsOf(bucket, world, 'aws_s3_bucket_lifecycle_configuration').flatMap(({ config }) => blocks(config['rule']));

/** True if a lifecycle rule is enabled, and applies to all objects below a folder. */
export const isAboutFolder = (rule: Block, folder: string): boolean =>
  rule['status'] === 'Enabled' &&
  blocks(rule['filter']).every((filter) =>
    Object.entries(filter).every(([name, value]) =>
      name === 'prefix' ? folder.startsWith(String(value ?? '')) : value === null,
    ),
  );

/** True if a lifecycle rule is enabled, and applies to every object. */
export const isAboutEverything = (rule: Block): boolean =>
  rule['status'] === 'Enabled' &&
  !rule['prefix'] &&
  // `prefix: ''` narrows nothing.
  blocks(rule['filter']).every((filter) => Object.values(filter).every((value) => value === '' || value === null));

/** The buckets that a distribution reads from. */
export const originBucketsOf = ({ config, stack }: Resource, world: World): readonly Resource[] =>
  bucketsBehind(
    blocks(config['origin']).map((origin) => origin['domain_name']),
    stack,
    world,
  );

/** True if the CDN serves a bucket: it is the content bucket. */
export const isContent = (bucket: Resource, world: World): boolean =>
  world
    .thatName(bucket, 'aws_cloudfront_distribution')
    .some((distribution) => originBucketsOf(distribution, world).includes(bucket));

/**
 * The supported instance types: families and the sizes in which they exist. A closed list, so that a typing error is
 * found when the environment is loaded and not by AWS during a deploy. Source: Amazon EC2 user guide, "Instance types";
 * Amazon RDS user guide, "Supported DB instance classes".
 */
const upTo24xlarge = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'] as const;
const gravitonSizes = ['medium', 'large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'] as const;
const burstableSizes = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'] as const;

const families = {
  t3: burstableSizes,
  t3a: burstableSizes,
  t4g: burstableSizes,
  c6i: upTo24xlarge,
  c6g: gravitonSizes,
  c7g: gravitonSizes,
  m6i: upTo24xlarge,
  m6g: gravitonSizes,
  m7g: gravitonSizes,
  r6i: upTo24xlarge,
  r6g: gravitonSizes,
  r7g: gravitonSizes,
} as const;

const databaseFamilies = {
  'db.t4g': ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'],
  'db.m7g': ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  'db.r7g': ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
} as const;

/** Amazon EMR management guide, "Supported instance types": nothing below xlarge of these families. */
const clusterFamilies = {
  c7g: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  m6g: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  m7g: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  r6g: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  r7g: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
} as const;

/** Amazon ElastiCache user guide, "Supported node types". */
const cacheFamilies = {
  'cache.t4g': ['micro', 'small', 'medium'],
  'cache.m7g': ['large', 'xlarge', '2xlarge', '4xlarge'],
  'cache.r7g': ['large', 'xlarge', '2xlarge', '4xlarge'],
} as const;

type Names<F extends Record<string, readonly string[]>> = { [K in keyof F & string]: `${K}.${F[K][number]}` }[keyof F &
  string];

/** A supported EC2 instance type. */
export type InstanceType = Names<typeof families>;
/** A supported RDS instance class. */
export type DatabaseClass = Names<typeof databaseFamilies>;

/** A supported instance type of an EMR cluster. */
export type ClusterInstanceType = Names<typeof clusterFamilies>;
/** A supported ElastiCache node type. */
export type CacheNodeType = Names<typeof cacheFamilies>;

const names = (of: Record<string, readonly string[]>) =>
  Object.entries(of).flatMap(([family, sizes]) => sizes.map((size) => `${family}.${size}`));

export const instanceTypes = names(families) as InstanceType[];
export const databaseClasses = names(databaseFamilies) as DatabaseClass[];
export const clusterInstanceTypes = names(clusterFamilies) as ClusterInstanceType[];
export const cacheNodeTypes = names(cacheFamilies) as CacheNodeType[];

/** Virtual processors by size, of all families above but the burstable ones, which have two below `xlarge` ("Instance types"). */
const vcpus: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
  '2xlarge': 8,
  '4xlarge': 16,
  '8xlarge': 32,
  '12xlarge': 48,
  '16xlarge': 64,
  '24xlarge': 96,
};

/**
 * The virtual processors of an instance type, which quotas count.
 * @throws if its size is unknown
 */
export function vcpusOf(type: string): number {
  const [family = '', size = ''] = type.split('.');
  if (burstableFamilies.includes(family) && !size.endsWith('xlarge')) return 2;
  const known = vcpus[size];
  if (known === undefined) {
    throw new Error(`The size of ${type} is not known: add its vCPUs to environments/src/instance-types.ts.`);
  }
  return known;
}

/** The families with CPU credits (EC2 user guide, "Burstable performance instances"). */
export const burstableFamilies = Object.entries(families).flatMap(([family, sizes]) =>
  sizes === burstableSizes ? [family] : [],
);

export type Architecture = 'arm64' | 'amd64';

/** Graviton families have a `g` after their generation number (EC2 user guide, "Instance type naming conventions"). */
export function architectureOf(type: InstanceType): Architecture {
  return /^[a-z]+\d+g/.test(type) ? 'arm64' : 'amd64';
}

import type { Environment } from '@malinshopper/environments';

export type OwnDatabase = Extract<Environment['database'], { placement: 'own' }>;
export type InstanceClass = OwnDatabase['instanceClass'];

/** In GiB (RDS user guide, "Hardware specifications for DB instance classes"). */
const memory: Record<InstanceClass, number> = {
  'db.t4g.micro': 1,
  'db.t4g.small': 2,
  'db.t4g.medium': 4,
  'db.t4g.large': 8,
  'db.t4g.xlarge': 16,
  'db.t4g.2xlarge': 32,
  'db.m7g.large': 8,
  'db.m7g.xlarge': 16,
  'db.m7g.2xlarge': 32,
  'db.m7g.4xlarge': 64,
  'db.m7g.8xlarge': 128,
  'db.m7g.12xlarge': 192,
  'db.m7g.16xlarge': 256,
  'db.r7g.large': 16,
  'db.r7g.xlarge': 32,
  'db.r7g.2xlarge': 64,
  'db.r7g.4xlarge': 128,
  'db.r7g.8xlarge': 256,
  'db.r7g.12xlarge': 384,
  'db.r7g.16xlarge': 512,
};

/** The memory of a class, in bytes. */
export const memoryOf = (instanceClass: InstanceClass) => memory[instanceClass] * 2 ** 30;

/**
 * The default maximum of connections in MySQL (RDS user guide, "Quotas and constraints": maximum number of
 * connections).
 */
export const mostConnections = (instanceClass: InstanceClass) => Math.floor(memoryOf(instanceClass) / 12_582_880);

/** True if a class is burstable: it earns CPU credits below its baseline and spends them above it. */
export const isBurstable = (instanceClass: InstanceClass) => instanceClass.startsWith('db.t');

/** Performance Insights needs more memory than these classes have (RDS user guide, "Performance Insights support"). */
export const hasPerformanceInsights = (instanceClass: InstanceClass) =>
  !['db.t4g.micro', 'db.t4g.small'].includes(instanceClass);

import { regionNames } from '@malinshopper/aws-facts';
import { z } from 'zod';
import { accountNames } from './account';
import { meet } from './cron';
import { architectureOf, cacheNodeTypes, clusterInstanceTypes, databaseClasses, instanceTypes } from './instance-types';
import { clusterRolesOf, roleTraits, type Role, type Roles, type WorkerRole } from './roles';
import {
  distinct,
  hostedZoneName,
  logRetentionDays,
  networkRange,
  recurrence,
  timeZone,
  unique,
  wanted,
  webName,
} from './values';

/** The long-lived environments. Every other environment belongs to a branch. */
export const longLivedNames = ['production', 'staging', 'testing'] as const;
/** The environments that can lend: production shares with no other. */
const hosts = ['staging', 'testing'] as const;

const region = z.enum(regionNames);
/** By its letter: the environment's region is its prefix. libs/aws-facts lists the letters of a region. */
const zone = z.string().regex(/^[a-z]$/, wanted('the letter of a zone of the region, such as "a"'));
const imageId = z.string().regex(/^ami-[0-9a-f]{17}$/, wanted('an image id such as "ami-0abcdef1234567890"'));

const shared = z.strictObject({ placement: z.literal('shared'), from: z.enum(hosts) });

/** A VPC of its own: a /16, the zones, and the NAT for private subnets. */
const network = z.discriminatedUnion('placement', [
  z.strictObject({
    placement: z.literal('own'),
    cidr: networkRange,
    zones: z.array(zone).min(2).refine(unique, distinct('a zone')),
    /** One NAT gateway in every zone (the loss of a zone affects that zone only), or a single one for all (cheaper). */
    nat: z.enum(['per-zone', 'single']),
  }),
  shared,
]);

const loadBalancer = z.discriminatedUnion('placement', [z.strictObject({ placement: z.literal('own') }), shared]);

/** An RDS MySQL server. Storage in GiB; it grows automatically up to the maximum. */
const database = z.discriminatedUnion('placement', [
  z
    .strictObject({
      placement: z.literal('own'),
      instanceClass: z.enum(databaseClasses),
      storageGiB: z.int().min(20).max(65536),
      maxStorageGiB: z.int().min(22).max(65536),
      multiAz: z.boolean(),
      backupRetentionDays: z.int().min(1).max(35),
    })
    .refine((own) => own.maxStorageGiB >= own.storageGiB * 1.1, {
      // Amazon RDS user guide, "Managing capacity automatically with storage autoscaling"
      error: 'maxStorageGiB must be at least 10 % above storageGiB, or storage cannot grow',
      path: ['maxStorageGiB'],
    }),
  shared,
]);

/**
 * A group of instances of one role. With several types of one architecture, the next is used if the first is not
 * available.
 */
const group = z
  .strictObject({
    instanceTypes: z.array(z.enum(instanceTypes)).min(1).max(10).refine(unique, distinct('an instance type')),
    min: z.int().min(0).max(50),
    max: z.int().min(1).max(50),
    /** The share of spot capacity, in percent. */
    spotPercent: z.int().min(0).max(100),
    /** The root volume, in GiB. */
    volumeGiB: z.int().min(8).max(1024),
    /** A golden image of the role, with everything installed. @default - the region's Ubuntu image, see images.ts */
    image: imageId.optional(),
  })
  .refine((own) => own.min <= own.max, { error: 'min must not be above max', path: ['min'] })
  .refine((own) => own.spotPercent === 0 || own.instanceTypes.length >= 3, {
    error: 'spot capacity needs at least three instance types',
    path: ['instanceTypes'],
  })
  .refine((own) => new Set(own.instanceTypes.map(architectureOf)).size === 1, {
    error: 'all types of a group must be of one processor architecture: they boot the same image',
    path: ['instanceTypes'],
  });

/** The size of each role's group, by its name. */
const sizes = (roles: Roles) =>
  z.strictObject(Object.fromEntries(Object.keys(roles).map((role) => [role, group])) as Record<Role, typeof group>);

const clusterTypes = z.array(z.enum(clusterInstanceTypes)).min(1).max(5).refine(unique, distinct('an instance type'));

/**
 * The Hadoop jobs run on the workers' own auto scaling groups, or on an EMR cluster that replaces some of them. A unit
 * is one instance, whatever its type.
 */
const hadoop = (workers: readonly WorkerRole[]) =>
  z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('workers') }),
    z
      .strictObject({
        mode: z.literal('cluster'),
        /** The worker groups that the cluster replaces. */
        replaces: z.array(z.enum(workers)).min(1).refine(unique, distinct('a worker')),
        /** On demand: its loss is the loss of the cluster. */
        primary: z.strictObject({ instanceTypes: clusterTypes }),
        /** On demand: it holds HDFS. */
        core: z.strictObject({ instanceTypes: clusterTypes, units: z.int().min(1).max(50) }),
        /** Spot capacity that managed scaling adds and removes. */
        task: z.strictObject({ instanceTypes: clusterTypes, maxUnits: z.int().min(0).max(100) }),
      })
      .refine(({ task }) => task.maxUnits === 0 || task.instanceTypes.length >= 3, {
        error: 'spot capacity needs at least three instance types',
        path: ['task', 'instanceTypes'],
      }),
  ]);

/**
 * The distribution of the workers' content to web servers: a shared mount, or events about publications (version 2).
 */
const content = z.strictObject({ distribution: z.enum(['s3fs', 'events']) });

/** The storage of PHP sessions: the web server that began them, or a shared cache. */
const sessions = z.discriminatedUnion('store', [
  z.strictObject({ store: z.literal('instance') }),
  z.strictObject({
    store: z.literal('elasticache'),
    nodeType: z.enum(cacheNodeTypes),
    /** The number of replicas in other zones, for a failover. */
    replicas: z.int().min(0).max(5),
  }),
]);

/** Backups of the database and of the content that outlive a deletion of either, in a vault of their own. */
const backup = z.discriminatedUnion('plan', [
  z.strictObject({ plan: z.literal('none') }),
  z.strictObject({ plan: z.literal('daily'), keepDays: z.int().min(7).max(365) }),
]);

/** Protection can only be disabled with a reason for reviewers. */
const protection = z.discriminatedUnion('enabled', [
  z.strictObject({ enabled: z.literal(true) }),
  z.strictObject({ enabled: z.literal(false), reason: z.string().min(10) }),
]);

/** The running time of instances: always, or only between two cron expressions (Auto Scaling scheduled actions). */
const hours = z.discriminatedUnion('run', [
  z.strictObject({ run: z.literal('always') }),
  z
    .strictObject({ run: z.literal('scheduled'), timeZone, start: recurrence, stop: recurrence })
    .refine(({ start, stop }) => !meet(start, stop), {
      // EC2 Auto Scaling user guide, "Scheduled scaling": an action must have a time of its own, or the call is rejected
      error: 'start and stop can be due in the same minute, which Auto Scaling refuses',
      path: ['stop'],
    }),
]);

export const environmentSchema = z.strictObject({
  /** `production`, `staging`, `testing`, or a branch's slug. Part of every name: RDS takes no two hyphens in a row (CreateDBInstance). */
  name: z
    .string()
    .regex(
      /^(?!.*--)[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
      wanted('2 to 20 small letters, digits and single hyphens between them, a letter first'),
    ),
  kind: z.enum([...longLivedNames, 'branch']),
  /** The name that people pass to commands: the name, or a branch's git ref. */
  ref: z.string(),
  account: z.enum(accountNames),
  /** The only place that sets an environment's region: everything regional follows it (docs/adr/0036). */
  region,
  /** The DNS name of the web tier: the domain's apex in production. */
  domain: webName,
  /** The hosted zone of the environment's records, created by the `account` app. */
  hostedZone: hostedZoneName,
  protection,
  network,
  loadBalancer,
  database,
  /**
   * The instances of each role. A role with a job must have one: of two instances of an updater, both would run the
   * hourly job.
   */
  sizes: sizes(roleTraits),
  hadoop: hadoop(clusterRolesOf({ roles: roleTraits })),
  content,
  sessions,
  hours,
  backup,
  /** True if AWS WAF protects the CDN and the load balancer. */
  webAcl: z.boolean(),
  /** CloudFront's edge locations (CloudFront developer guide, "Choose the price class"). */
  priceClass: z.enum(['PriceClass_100', 'PriceClass_200', 'PriceClass_All']),
  /** The retention of logs, in days: one of the values that CloudWatch Logs supports. */
  logRetentionDays,
});

/** The schema of an environment with the roles of a table. */
export const environmentSchemaFor = (roles: Roles) =>
  environmentSchema.extend({ sizes: sizes(roles), hadoop: hadoop(clusterRolesOf({ roles })) });

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
/** The configuration that a file in this folder declares. */
export type EnvironmentConfig = DeepReadonly<z.input<typeof environmentSchema>>;

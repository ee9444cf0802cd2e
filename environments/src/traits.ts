/** The users on a database server, one for each tier: that of `web` may change the schema, that of `worker` uses what is in it. */
export const databaseTiers = ['web', 'worker'] as const;
export type DatabaseTier = (typeof databaseTiers)[number];

/** What can be released apart from the rest (`npm run release -- deploy --to`), in the order in which a release goes there. */
export const releaseSides = ['web', 'workers'] as const;
export type ReleaseSide = (typeof releaseSides)[number];

/**
 * The requests that come to a role. At `domain`: all that no other role takes; its entry also makes the records and the
 * certificate of the environment's names. At `paths`: those paths of the same names, such as `/api/*`. Case matters, `*` and `?`
 * are wildcards (Elastic Load Balancing user guide, "Path conditions"). At most three: a rule takes five values, and production
 * has two names (Elastic Load Balancing user guide, "Quotas for your Application Load Balancers").
 */
export type Entry =
  | { readonly at: 'domain' }
  | {
      readonly at: 'paths';
      readonly paths: readonly [string] | readonly [string, string] | readonly [string, string, string];
    };

/** Instances that visitors reach: behind the load balancer, with a target group, alarms and scaling of their own. */
export interface Visitors {
  readonly kind: 'visitors';
  readonly entry: Entry;
  /** Whether it keeps PHP sessions: on the server that began them, or in the environment's cache, of which it is a client. */
  readonly sessions: boolean;
}

/** Instances that run a program of the release, `bin/<role>`, which tells CloudWatch of each success. No visitor reaches them. */
export interface Job {
  readonly kind: 'job';
  /** Every hour, by a timer; or again and again, a minute after each end. */
  readonly runs: 'hourly' | 'continuously';
  /** Whether a Hadoop cluster can take the place of its instances. */
  readonly onCluster: boolean;
}

/**
 * What an instance may do with the shared content. A reader mounts it read-only or, with `byEvents`, is told of publications
 * by queues where the environment distributes by events. A writer writes below its own name, and below no other: s3fs knows no
 * locks (s3fs-fuse issue 115).
 */
export type ContentAccess = { readonly access: 'read'; readonly byEvents: boolean } | { readonly access: 'write' };

/** Everything that is decided by role. No trait has a default: a role without one of them does not compile. */
export interface Traits {
  readonly purpose: Visitors | Job;
  readonly content: ContentAccess;
  /** The user with which it comes to the database. */
  readonly database: DatabaseTier;
  /** Whether idle memory is swapped out. Without swap a process that eats memory is ended at once. */
  readonly swap: boolean;
  readonly release: {
    readonly side: ReleaseSide;
    /** How many instances of production change at a time. Everywhere else all do. */
    readonly pace: 'HalfAtATime' | 'OneAtATime';
  };
}

/** How visitors reach a role. @returns undefined if they do not */
export const visitorsOf = ({ purpose }: Traits): Visitors | undefined =>
  purpose.kind === 'visitors' ? purpose : undefined;

/** The job of a role. @returns undefined if it serves visitors */
export const jobOf = ({ purpose }: Traits): Job | undefined => (purpose.kind === 'job' ? purpose : undefined);

/** Whether a role writes to the shared content. */
export const isWriter = ({ content }: Traits): boolean => content.access === 'write';

/**
 * The users on a database server, one for each tier: that of `web` can change the schema, that of `worker` uses its
 * data.
 */
export const databaseTiers = ['web', 'worker'] as const;
export type DatabaseTier = (typeof databaseTiers)[number];

/** The sides of a release (`npm run release -- deploy --to`), in the order of a release. */
export const releaseSides = ['web', 'workers'] as const;
export type ReleaseSide = (typeof releaseSides)[number];

/**
 * The requests for a role. At `domain`: all that no other role has; its entry also creates the records and the
 * certificate of the environment's names. At `paths`: those paths of the same names, such as `/api/*`. They are
 * case-sensitive, `*` and `?` are wildcards (Elastic Load Balancing user guide, "Path conditions"). At most three: a
 * rule has at most five values, and production has two names (Elastic Load Balancing user guide, "Quotas for your
 * Application Load Balancers").
 */
export type Entry =
  | { readonly at: 'domain' }
  | {
      readonly at: 'paths';
      readonly paths: readonly [string] | readonly [string, string] | readonly [string, string, string];
    };

/** Instances with visitors: behind the load balancer, with a target group, alarms and scaling of their own. */
export interface Visitors {
  readonly kind: 'visitors';
  readonly entry: Entry;
  /**
   * True if it has PHP sessions: on the server that began them, or in the environment's cache, of which it is a client.
   */
  readonly sessions: boolean;
}

/**
 * Instances that run a program of the release, `bin/<role>`, which reports each success to CloudWatch. No visitor
 * reaches them.
 */
export interface Job {
  readonly kind: 'job';
  /** Every hour, by a timer; or continuously, a minute after each end. */
  readonly runs: 'hourly' | 'continuously';
  /** True if a Hadoop cluster can replace its instances. */
  readonly onCluster: boolean;
}

/**
 * The access of an instance to the shared content. A reader mounts it read-only or, with `byEvents`, is notified of
 * publications by queues where the environment distributes by events. A writer writes below its own name only: s3fs has
 * no locks (s3fs-fuse issue 115).
 */
export type ContentAccess = { readonly access: 'read'; readonly byEvents: boolean } | { readonly access: 'write' };

/** Everything that depends on the role. No trait has a default: a role without one of them does not compile. */
export interface Traits {
  readonly purpose: Visitors | Job;
  readonly content: ContentAccess;
  /** Its user on the database server. */
  readonly database: DatabaseTier;
  /** True if idle memory is swapped out. Without swap, a process that uses too much memory is ended immediately. */
  readonly swap: boolean;
  readonly release: {
    readonly side: ReleaseSide;
    /** The number of production's instances that are updated at a time. Other environments update all. */
    readonly pace: 'HalfAtATime' | 'OneAtATime';
  };
}

/** The entry of visitors to a role. @returns undefined if it has none */
export const visitorsOf = ({ purpose }: Traits): Visitors | undefined =>
  purpose.kind === 'visitors' ? purpose : undefined;

/** The job of a role. @returns undefined if it serves visitors */
export const jobOf = ({ purpose }: Traits): Job | undefined => (purpose.kind === 'job' ? purpose : undefined);

/** Returns whether a role writes to the shared content. */
export const isWriter = ({ content }: Traits): boolean => content.access === 'write';

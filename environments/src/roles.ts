import { isWriter, jobOf, visitorsOf, type Job, type Traits, type Visitors } from './traits';

/**
 * The purpose of an instance, and everything that follows from it. Each role has instances of its own, so that none can
 * take another's memory or processor. A new role is a row here and a size in each environment's file, and nothing else:
 * the constructs compose the traits (ADR 35). A new row goes to the end, because the order is that of the rules on the
 * load balancer.
 */
export const roleTraits = {
  web: {
    purpose: { kind: 'visitors', entry: { at: 'domain' }, sessions: true },
    content: { access: 'read', byEvents: true },
    database: 'web',
    swap: true,
    release: { side: 'web', pace: 'HalfAtATime' },
  },
  fetcher: {
    purpose: { kind: 'job', runs: 'continuously', onCluster: true },
    content: { access: 'write' },
    database: 'worker',
    swap: false,
    release: { side: 'workers', pace: 'OneAtATime' },
  },
  'updater-1': {
    purpose: { kind: 'job', runs: 'hourly', onCluster: true },
    content: { access: 'write' },
    database: 'worker',
    swap: false,
    release: { side: 'workers', pace: 'OneAtATime' },
  },
  'updater-2': {
    purpose: { kind: 'job', runs: 'hourly', onCluster: true },
    content: { access: 'write' },
    database: 'worker',
    swap: false,
    release: { side: 'workers', pace: 'OneAtATime' },
  },
} as const satisfies Record<string, Traits>;

export type Role = keyof typeof roleTraits;
type RoleWith<T> = { [R in Role]: (typeof roleTraits)[R] extends T ? R : never }[Role];
/** The roles with visitors. */
export type WebRole = RoleWith<{ purpose: Visitors }>;
/** The roles with a job, which visitors never reach. */
export type WorkerRole = RoleWith<{ purpose: Job }>;
/** The roles that write to the shared content. */
export type WriterRole = RoleWith<{ content: { access: 'write' } }>;

/** The traits of every role. An environment has its own (`Environment.roles`): constructs read only those. */
export type Roles = Readonly<Record<Role, Traits>>;

/** The roles of a table with a trait, in the table's order. */
const rolesThat = <R extends Role>(roles: Roles, has: (traits: Traits) => boolean) =>
  (Object.keys(roles) as Role[]).filter((role) => has(roles[role])) as R[];

/** The roles with visitors, of an environment or of any table. */
export const webRolesOf = ({ roles }: { readonly roles: Roles }) =>
  rolesThat<WebRole>(roles, (traits) => visitorsOf(traits) !== undefined);

/** The roles with a job, on instances of their own or on a cluster. */
export const workerRolesOf = ({ roles }: { readonly roles: Roles }) =>
  rolesThat<WorkerRole>(roles, (traits) => jobOf(traits) !== undefined);

/** The roles with jobs that a cluster can run. */
export const clusterRolesOf = ({ roles }: { readonly roles: Roles }) =>
  rolesThat<WorkerRole>(roles, (traits) => jobOf(traits)?.onCluster === true);

/** The roles that write to the shared content, each below its own name. */
export const writerRolesOf = ({ roles }: { readonly roles: Roles }) => rolesThat<WriterRole>(roles, isWriter);

/** The roles that only read the shared content. */
export const readersOf = ({ roles }: { readonly roles: Roles }) =>
  rolesThat<Role>(roles, (traits) => !isWriter(traits));

/** All roles; those with visitors; those with a job. */
export const roles = Object.keys(roleTraits) as Role[];
export const webRoles: readonly WebRole[] = webRolesOf({ roles: roleTraits });
export const workerRoles: readonly WorkerRole[] = workerRolesOf({ roles: roleTraits });

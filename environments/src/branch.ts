import { branchOf, refOfBranch } from './git-ref';
import { webRoles, workerRoles, type Role } from './roles';
import type { EnvironmentConfig } from './schema';
import { branchSlug } from './slug';
import { testing } from './testing';

/** The host of the branches. An identity that releases to all branches belongs to it too. */
export const branchHost = 'testing';

/** The hosted zone with the names of all branches: `<slug>.dev.malinshopper.com`. */
export const branchZone = 'dev.malinshopper.com';

type Size = EnvironmentConfig['sizes'][Role];
const web: Size = { instanceTypes: ['t4g.small', 'c6g.medium'], min: 1, max: 1, spotPercent: 0, volumeGiB: 16 };
const worker: Size = {
  instanceTypes: ['t4g.medium', 't4g.large', 'm6g.medium'],
  min: 1,
  max: 1,
  spotPercent: 100,
  volumeGiB: 30,
};

/** The same size for several roles. */
const each = <R extends Role>(roles: readonly R[], size: Size) =>
  Object.fromEntries(roles.map((role) => [role, size])) as Record<R, Size>;

/**
 * The environment of a branch, from its git ref alone: small, with everything that is expensive or limited by quota
 * shared from testing.
 */
export function branchEnvironment(gitRef: string): EnvironmentConfig {
  const slug = branchSlug(gitRef);
  return {
    name: slug,
    kind: 'branch',
    ref: refOfBranch(branchOf(gitRef)),
    account: 'nonproduction',
    region: testing.region,
    domain: `${slug}.${branchZone}`,
    hostedZone: branchZone,
    protection: { enabled: false, reason: 'lives as long as its branch' },
    network: { placement: 'shared', from: branchHost },
    loadBalancer: { placement: 'shared', from: branchHost },
    database: { placement: 'shared', from: branchHost },
    sizes: { ...each(webRoles, web), ...each(workerRoles, worker) },
    hadoop: { mode: 'workers' },
    content: { distribution: 's3fs' },
    sessions: { store: 'instance' },
    hours: { run: 'scheduled', timeZone: 'Europe/Luxembourg', start: '0 7 * * MON-FRI', stop: '0 20 * * MON-FRI' },
    backup: { plan: 'none' },
    webAcl: false,
    priceClass: 'PriceClass_100',
    logRetentionDays: 7,
  };
}

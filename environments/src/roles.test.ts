import { demandOf } from './quotas/demand';
import { environment, rolesOf, variantOf, workersOf } from './environment';
import {
  clusterRolesOf,
  roleTraits,
  roles,
  webRoles,
  webRolesOf,
  workerRoles,
  writerRolesOf,
  type Roles,
} from './roles';
import { isWriter, jobOf, visitorsOf, type Traits } from './traits';

const traitsOf = (role: keyof Roles): Traits => roleTraits[role];

describe('the table of roles', () => {
  it('has roles with visitors and roles with a job, and none that is both or neither', () => {
    expect([...webRoles, ...workerRoles].sort()).toEqual([...roles].sort());
  });

  it('gives the names of an environment to one role only', () => {
    const atDomain = roles.filter((role) => visitorsOf(traitsOf(role))?.entry.at === 'domain');
    expect(atDomain).toEqual(['web']);
  });

  it('gives no path to two roles', () => {
    const paths = webRoles.flatMap((role) => {
      const entry = visitorsOf(traitsOf(role))?.entry;
      return entry?.at === 'paths' ? entry.paths : [];
    });
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('gives no role with visitors write access to the shared content', () => {
    for (const role of webRoles) expect(isWriter(traitsOf(role))).toBe(false);
  });

  it('uses one database user for jobs that share the node of a cluster', () => {
    expect(new Set(clusterRolesOf({ roles: roleTraits }).map((role) => traitsOf(role).database)).size).toBe(1);
  });

  it('releases roles with visitors before the workers, and keeps half of the web servers in service', () => {
    for (const role of webRoles) expect(traitsOf(role).release.side).toBe('web');
    for (const role of workerRoles) expect(traitsOf(role).release.side).toBe('workers');
    expect(roleTraits.web.release.pace).toBe('HalfAtATime');
  });

  it('restarts the fetcher after each end, and starts the updaters every hour', () => {
    const runs = Object.fromEntries(workerRoles.map((role) => [role, jobOf(traitsOf(role))?.runs]));
    expect(runs).toMatchObject({ fetcher: 'continuously', 'updater-1': 'hourly', 'updater-2': 'hourly' });
  });
});

describe('an environment with another role', () => {
  const testing = environment('testing');
  const { web, fetcher } = testing.sizes;
  const sizes = { ...testing.sizes, feeds: { ...web, min: 1 }, mailer: fetcher };
  const wider = { ...roleTraits, feeds: { ...roleTraits.web }, mailer: { ...roleTraits['updater-1'] } };

  it('has a table of its own, not that of the repository', () => {
    const variant = variantOf(testing, { sizes }, wider);
    expect(rolesOf(variant)).toEqual([...roles, 'feeds', 'mailer']);
    expect(webRolesOf(variant)).toEqual([...webRoles, 'feeds']);
    expect(workersOf(variant)).toEqual([...workerRoles, 'mailer']);
    expect(writerRolesOf(variant)).toEqual([...workerRoles, 'mailer']);
    expect(rolesOf(testing)).toEqual(roles);
  });

  it('keeps its roles in a variant', () => {
    const variant = variantOf(variantOf(testing, { sizes }, wider), { content: { distribution: 'events' } });
    expect(rolesOf(variant)).toContain('feeds');
  });

  it('is refused without a size of the role, and with one of a role that it does not have', () => {
    expect(() => variantOf(testing, {}, wider)).toThrow(/"testing" is not valid .*at sizes\.feeds.*at sizes\.mailer/s);
    expect(() => variantOf(testing, { sizes })).toThrow(/Unrecognized keys: "feeds", "mailer"/);
  });

  it('needs a rule and a target group of the load balancer for each role with visitors', () => {
    const amounts = (of: typeof testing) =>
      Object.fromEntries(demandOf(of).map(({ quota, amount }) => [quota, amount]));
    const each = (amount: number) => ({ loadBalancerRules: amount, listenerRules: amount, targetGroups: amount });
    expect(amounts(testing)).toMatchObject(each(webRoles.length));
    expect(amounts(variantOf(testing, { sizes }, wider))).toMatchObject(each(webRoles.length + 1));
  });
});

import { cluster } from './cluster-for-tests';
import { environment, rolesOf, variantOf, workersOf } from './environment';
import { roles, workerRoles, type Role } from './roles';
import { testing } from './testing';

describe('a variant of an environment', () => {
  it('differs in the given values, and does not change the environment', () => {
    const before = environment('testing');
    const variant = variantOf(before, { content: { distribution: 'events' } });
    expect(variant).toEqual({ ...before, content: { distribution: 'events' } });
    expect(before.content).toEqual({ distribution: 's3fs' });
  });

  it('is checked like an environment in a file', () => {
    expect(() =>
      variantOf(environment('testing'), { sizes: { ...testing.sizes, web: { ...testing.sizes.web, min: 3 } } }),
    ).toThrow(/"testing" is not valid .*min must not be above max/s);
  });
});

describe('the roles of an environment', () => {
  it('are those of the table, each with instances of its own', () => {
    expect(rolesOf(environment('production'))).toEqual(roles);
  });

  it('are without the workers that a cluster replaces', () => {
    const clustered = variantOf(environment('testing'), { hadoop: cluster });
    const replaced: readonly Role[] = cluster.replaces;
    expect(rolesOf(clustered)).toEqual(roles.filter((role) => !replaced.includes(role)));
    expect(workersOf(clustered)).toEqual(workerRoles.filter((role) => !replaced.includes(role)));
  });
});

import { cluster } from './cluster-for-tests';
import { environment, rolesOf, variantOf, workersOf } from './environment';
import { testing } from './testing';

describe('a variant of an environment', () => {
  it('differs in what is said, and leaves the environment as it was', () => {
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
  it('are web and the three workers, each with instances of its own', () => {
    expect(rolesOf(environment('production'))).toEqual(['web', 'fetcher', 'updater-1', 'updater-2']);
  });

  it('are without the workers that a cluster takes the place of', () => {
    const clustered = variantOf(environment('testing'), { hadoop: cluster });
    expect(rolesOf(clustered)).toEqual(['web', 'updater-1']);
    expect(workersOf(clustered)).toEqual(['updater-1']);
  });
});

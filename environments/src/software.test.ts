import { environment, longLivedEnvironments, variantOf } from './environment';
import type { EnvironmentConfig } from './schema';
import { workerRoles } from './roles';
import { hadoopPackage, softwareOf } from './software';

const group = { min: 1, max: 1, spotPercent: 0, volumeGiB: 30 };
const testing = environment('testing');

describe('the software of an environment', () => {
  it('is Hadoop for the processors of its workers', () => {
    for (const each of longLivedEnvironments) expect(softwareOf(each)).toEqual([hadoopPackage('arm64')]);
  });

  it('is Hadoop for both architectures if its workers have both', () => {
    const sizes = { ...testing.sizes, fetcher: { ...group, instanceTypes: ['t3.large'] } } as const;
    expect(softwareOf(variantOf(testing, { sizes }))).toEqual([hadoopPackage('amd64'), hadoopPackage('arm64')]);
  });

  it('is none if all jobs run on a cluster', () => {
    const types = { instanceTypes: ['m7g.xlarge'] } as const;
    const hadoop: EnvironmentConfig['hadoop'] = {
      mode: 'cluster',
      replaces: workerRoles,
      primary: types,
      core: { ...types, units: 1 },
      task: { ...types, maxUnits: 0 },
    };
    expect(softwareOf(variantOf(testing, { hadoop }))).toEqual([]);
  });

  it("is pinned by a checksum, and comes from Apache's own archive", () => {
    const packages = (['arm64', 'amd64'] as const).map(hadoopPackage);
    for (const { file, source, sha512 } of packages) {
      expect(sha512).toMatch(/^[0-9a-f]{128}$/);
      expect(source).toMatch(/^https:\/\/archive\.apache\.org\/dist\/hadoop\/common\/hadoop-[\d.]+\//);
      expect(source.endsWith(`/${file}`)).toBe(true);
    }
    expect(new Set(packages.flatMap(({ file, sha512 }) => [file, sha512])).size).toBe(4);
  });
});

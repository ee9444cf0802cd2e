import { regionNames } from '@malinshopper/aws-facts';
import { imageOf, newestImageParameter } from './images';

describe('a machine image', () => {
  it('is pinned for both architectures of every region, and all differ', () => {
    const ids = regionNames.flatMap((region) => [imageOf(region, 'arm64'), imageOf(region, 'amd64')]);
    for (const id of ids) expect(id).toMatch(/^ami-[0-9a-f]{17}$/);
    expect(new Set(ids).size).toBe(2 * regionNames.length);
  });

  it('is looked up among Canonical’s of Ubuntu 24.04', () => {
    expect(newestImageParameter('arm64')).toBe(
      '/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id',
    );
  });
});

import { imageOf, newestImageParameter } from './images';

describe('a machine image', () => {
  it('is pinned for both architectures, and they differ', () => {
    const [arm, amd] = [imageOf('eu-west-1', 'arm64'), imageOf('eu-west-1', 'amd64')];
    expect([arm, amd]).toEqual([expect.stringMatching(/^ami-/), expect.stringMatching(/^ami-/)]);
    expect(arm).not.toBe(amd);
  });

  it('is looked up among Canonical’s of Ubuntu 24.04', () => {
    expect(newestImageParameter('arm64')).toBe(
      '/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id',
    );
  });
});

import { fakeWorld, look } from '../testing/fake-world';

const well = {
  'test -e /run/malinshopper-interruption/announced': [{ code: 0 }, { code: 1 }],
  ActiveState: 'activating',
  'works until it is stopped': '1',
  'stopped cleanly': '1',
  'is-active': 'inactive\ninactive\n',
  '/healthz': '200 0.010',
  findmnt: 'fuse.s3fs',
};

test.each(['spot interruption', 'reboot'])('"%s" finds nothing wrong when all is well', async (subject) => {
  await expect(look(subject, fakeWorld({ scripts: well }))).resolves.toEqual(expect.any(String));
});

test.each([
  [
    'spot interruption',
    { 'works until it is stopped': ['1', '2'] },
    'a run begins although the instance is interrupted',
  ],
  ['spot interruption', { ActiveState: 'inactive' }, 'a recommendation to rebalance ends a run: its unit is inactive'],
  ['reboot', { findmnt: 'ext4' }, 'web came back with "ext4" for its content'],
  ['reboot', { '--failed': 'nginx.service\n' }, 'web came back with failed units: nginx.service'],
])('"%s" fails when the machine answers %j', async (subject, wrong, message) => {
  await expect(look(subject, fakeWorld({ scripts: { ...well, ...wrong } }))).rejects.toThrow(message);
});

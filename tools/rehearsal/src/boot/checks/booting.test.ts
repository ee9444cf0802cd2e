import { fakeWorld, look } from '../testing/fake-world';

const well = {
  'is-system-running': 'running\n',
  'cloud-init status': '{"datasource":"ec2","errors":[]}',
  http_code: '401',
  'X-aws-ec2-metadata-token:': 'i-web',
  'curl --silent http://1.1.1.1': { code: 7 },
};

test.each(['web boots', 'metadata', 'nothing leaves'])('"%s" finds nothing wrong when all is well', async (subject) => {
  await expect(look(subject, fakeWorld({ scripts: well }))).resolves.toEqual(expect.any(String));
});

test.each([
  ['web boots', { 'list-units --failed': 'nginx.service\n' }, 'units have failed: nginx.service'],
  ['web boots', { 'is-system-running': 'degraded\n' }, 'systemd reports "degraded"'],
  ['web boots', { 'cloud-init status': '{"datasource":"ec2","errors":["a","b"]}' }, 'cloud-init reports: a; b'],
  [
    'web boots',
    { 'cloud-init status': '{"datasource":"none","errors":[]}' },
    'cloud-init took its data from none, not from EC2',
  ],
  ['user data', { sha256sum: 'abc' }, 'the user data that cloud-init read on web is not that of its launch template'],
  ['metadata', { http_code: '200' }, 'version 1 of the metadata service answers 200, not 401'],
  ['metadata', { 'X-aws-ec2-metadata-token:': 'i-other' }, 'it reports the instance id "i-other", not i-web'],
  ['nothing leaves', { 'ip -4 route': 'default via 10.0.0.1' }, 'web has a route out: default via 10.0.0.1'],
  [
    'nothing leaves',
    { 'curl --silent http://1.1.1.1': { code: 28 } },
    'a connection from web to 1.1.1.1 ended with 28, not as impossible (7)',
  ],
])('"%s" fails when the machine answers %j', async (subject, wrong, message) => {
  await expect(look(subject, fakeWorld({ scripts: { ...well, ...wrong } }))).rejects.toThrow(message);
});

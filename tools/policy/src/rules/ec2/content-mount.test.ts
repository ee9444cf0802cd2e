import { faultOfOptions, mounting, mountsIn } from './content-mount';

const faults = (text: string) => mountsIn(text).map((mount) => faultOfOptions(mount, 'eu-west-1'));

test('a mount with all options passes', () => {
  expect(faults(mounting())).toEqual([undefined]);
});

test('a line of fstab counts as a mount', () => {
  const line = '/shop /srv/content fuse.s3fs _netdev,allow_other,iam_role=auto,endpoint=us-east-1 0 0';
  expect(faults(`content:${line}\n`)).toEqual(['is mounted with endpoint=us-east-1']);
});

test('a package called s3fs is no mount', () => {
  expect(mountsIn('packages:\n  - s3fs\n  - nginx\n')).toEqual([]);
});

test.each<[string, string | undefined, string]>([
  ['_netdev', undefined, 'is mounted without _netdev'],
  ['allow_other', undefined, 'is mounted without allow_other'],
  ['iam_role', 'web', 'is mounted with iam_role=web'],
  ['endpoint', 'eu-west-2', 'is mounted with endpoint=eu-west-2'],
  ['url', 'http://s3.eu-west-1.amazonaws.com', 'is mounted with url=http://s3.eu-west-1.amazonaws.com'],
  ['use_cache', undefined, 'is mounted without use_cache'],
  ['ensure_diskfree', '0', 'is mounted with ensure_diskfree=0'],
  ['stat_cache_expire', '900', 'is mounted with stat_cache_expire=900'],
  ['stat_cache_expire', '301', 'is mounted with stat_cache_expire=301'],
])('%s=%s is found', (name, value, fault) => {
  expect(faults(mounting({ [name]: value }))).toEqual([fault]);
});

test('five minutes are accepted', () => {
  expect(faults(mounting({ stat_cache_expire: '300' }))).toEqual([undefined]);
});

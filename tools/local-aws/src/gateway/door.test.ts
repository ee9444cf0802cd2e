import { isPassedOn, refusedEntry } from './door';

const enter = (headers: Readonly<Record<string, string>>, target = '/', method = 'GET') =>
  refusedEntry({ method, target, rawHeaders: Object.entries(headers).flat(), port: 4566 });
const own = { Host: '127.0.0.1:4566' };

test.each([
  ['an SDK with the endpoint', '127.0.0.1:4566'],
  ['an SDK with the endpoint by name', 'localhost:4566'],
  ['the edge of the boot rehearsal', 'localhost'],
  ['a bucket in front, as curl and s3fs send it', 'content-1.localhost:4566'],
  ['an account in front, as S3 Control sends it', '111111111111.127.0.0.1:4566'],
  ['a name in capitals', 'LOCALHOST:4566'],
])('%s may enter (Host: %s)', (_who, Host) => {
  expect(enter({ Host })).toBeUndefined();
});

test.each([
  'evil.test:4566',
  'evil.test',
  '127.0.0.1.evil.test:4566',
  'localhost.evil.test:4566',
  '127.0.0.1.nip.io:4566',
  'localtest.me:4566',
  'evillocalhost:4566',
  's3.eu-west-1.amazonaws.com',
  'sts.amazonaws.com:4566',
  '127.0.0.1:80',
  '127.0.0.1:45660',
  '127.0.0.1:04566',
  '127.0.0.1:',
  'localhost.',
  'localhost.:4566',
  '127.0.0.1.:4566',
  '.localhost:4566',
  'a..localhost:4566',
  'a.b.localhost:4566',
  'evil.test@127.0.0.1:4566',
  '127.0.0.1:4566@evil.test',
  '127.0.0.1:4566, evil.test',
  '127.0.0.1:4566/evil.test',
  '127.0.0.1:4566\tevil.test',
  ' 127.0.0.1:4566',
  '[::1]:4566',
  '[::ffff:127.0.0.1]:4566',
  '0.0.0.0:4566',
  '127.1:4566',
  '127.0.0.2:4566',
  '2130706433:4566',
  '0x7f000001:4566',
  '0177.0.0.1:4566',
  '169.254.169.254',
  '',
])('a request to the host "%s" is refused by that name', (Host) => {
  expect(enter({ Host })).toBe(`Host ${JSON.stringify(Host)} is not a name of the embedded AWS`);
});

test('a request needs exactly one Host', () => {
  expect(enter({})).toBe('0 Host headers: exactly one is needed');
  expect(enter({ ...own, host: 'evil.test' })).toBe('2 Host headers: exactly one is needed');
});

test.each([
  ['Origin', 'http://evil.test'],
  ['Origin', 'null'],
  ['origin', 'http://127.0.0.1:4566'],
  ['Referer', 'http://127.0.0.1:4566/bucket/page.html'],
  ['Sec-Fetch-Site', 'cross-site'],
  ['Sec-Fetch-Site', 'same-site'],
  ['Sec-Fetch-Site', 'same-origin'],
  ['Sec-Fetch-Site', 'none'],
  ['Sec-Fetch-Dest', 'image'],
  ['Access-Control-Request-Method', 'PUT'],
  ['Access-Control-Request-Headers', 'authorization'],
  ['Access-Control-Request-Private-Network', 'true'],
])('%s: %s is refused, as only browsers send it', (name, value) => {
  expect(enter({ ...own, [name]: value })).toBe(`${name.toLowerCase()} "${value}": a page in a browser sent it`);
});

test.each([
  'x-moto-account-id',
  'X_Moto_Account_Id',
  'x-embedded-aws-key',
  'X-Embedded_Aws-Bucket',
  'x-embedded-aws-check',
])('the header %s is refused, because only the gateway may send it to moto', (name) => {
  expect(enter({ ...own, [name]: 'x' })).toBe(`header "${name.toLowerCase()}": only the gateway may send it, to moto`);
  expect(enter({ ...own, 'x-embedded-aws-token': 'x', 'x-embedded-aws-host': 'x' })).toBeUndefined();
});

test('a browser without such headers is known by its name', () => {
  const agent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';
  expect(enter({ ...own, 'User-Agent': agent })).toBe(`user-agent "${agent}": a browser sent it`);
});

test.each([
  ['the SDK for JavaScript', 'aws-sdk-js/3.1169.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#20.20.2'],
  ['boto3', 'Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.1 lang/python#3.11.7'],
  ['Terraform', 'APN/1.0 HashiCorp/1.0 Terraform/1.13.5 terraform-provider-aws/5.100.0'],
  ['s3fs', 's3fs/1.93 (commit hash unknown; OpenSSL)'],
  ['curl', 'curl/8.5.0'],
])('%s may enter', (_client, agent) => {
  expect(enter({ ...own, 'User-Agent': agent, 'Sec-Fetch-Mode': 'cors' }, '/bucket/key', 'PUT')).toBeUndefined();
});

test('preflights and tunnels are refused, to any host', () => {
  expect(enter(own, '/', 'OPTIONS')).toBe('OPTIONS queries the permissions of pages of other origins: they have none');
  expect(enter(own, 'evil.test:443', 'CONNECT')).toBe(
    'CONNECT to "evil.test:443": the embedded AWS connects to nothing',
  );
});

test.each([
  'http://127.0.0.1:4566/bucket',
  'HTTP://127.0.0.1:4566/',
  'http://127.0.0.1:4566',
  'http://127.0.0.1:4566?a',
])('a whole URL of the same host may be the target (%s)', (target) => {
  expect(enter(own, target)).toBeUndefined();
});

test.each([
  'http://evil.test/',
  'http://localhost:4566/',
  'http://user@127.0.0.1:4566/',
  'http://127.0.0.1:4566@evil.test/',
  'http://127.0.0.1:4566\\@evil.test/',
  'http://127.0.0.1:4566#@evil.test/',
  'https://127.0.0.1:4566/',
  'ftp://127.0.0.1:4566/',
  'http:127.0.0.1:4566/',
  '127.0.0.1:4566/',
  'bucket',
  '*',
  '',
])('another target than a path or a URL of the same host is refused (%s)', (target) => {
  expect(enter(own, target)).toBe(`target ${JSON.stringify(target)} is not of the host "127.0.0.1:4566"`);
});

test('sent texts cannot forge a line of the log', () => {
  const said = enter({ Host: 'a\r\n\u001b[31m\u2028é' + 'x'.repeat(500) }) ?? '';
  expect(said).toMatch(/^[ -~]*$/);
  expect(said.length).toBeLessThan(250);
});

test('permissions of moto for other origins are not passed on, nor the headers of the gateway itself', () => {
  expect(
    ['Access-Control-Allow-Origin', 'access-control-allow-methods', 'X-Content-Type-Options'].map(isPassedOn),
  ).toEqual([false, false, false]);
  expect(['etag', 'x-amz-request-id', 'constructor'].map(isPassedOn)).toEqual([true, true, true]);
});

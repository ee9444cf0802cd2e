import { MetadataService, type Metadata } from './metadata';

let known: Metadata;
let clock: number;
let service: MetadataService;

beforeEach(() => {
  known = {
    'meta-data/instance-id': 'i-1',
    'meta-data/placement/region': 'eu-west-1',
    'meta-data/iam/security-credentials/testing-web': '{}',
    'user-data': Buffer.from([31, 139, 0, 255]),
  };
  clock = 0;
  service = new MetadataService(
    () => known,
    () => clock,
  );
});

const put = (headers: Record<string, string>) => service.answer({ method: 'PUT', path: '/latest/api/token', headers });
const token = (ttl = 60) => put({ 'x-aws-ec2-metadata-token-ttl-seconds': String(ttl) }).body.toString();
const get = (path: string, with_ = token()) =>
  service.answer({ method: 'GET', path, headers: { 'x-aws-ec2-metadata-token': with_ } });

test('version 1, a GET without a token, is refused with 401', () => {
  expect(service.answer({ method: 'GET', path: '/latest/meta-data/instance-id', headers: {} })).toMatchObject({
    status: 401,
  });
});

test('a token gives access to the known data, and to nothing else', () => {
  expect(get('/latest/meta-data/instance-id')).toMatchObject({ status: 200, body: 'i-1' });
  expect(get('/latest/meta-data/spot/instance-action')).toMatchObject({ status: 404 });
  expect(get('/elsewhere')).toMatchObject({ status: 404 });
});

test('a token that was never issued is refused', () => {
  expect(get('/latest/meta-data/instance-id', 'made-up')).toMatchObject({ status: 401 });
});

test('a token is refused after its time', () => {
  const short = token(10);
  clock = 10_001;
  expect(get('/latest/meta-data/instance-id', short)).toMatchObject({ status: 401 });
});

test.each([{}, { ttl: '0' }, { ttl: '21601' }])('a token for %j is refused with 400', ({ ttl }: { ttl?: string }) => {
  expect(put(ttl === undefined ? {} : { 'x-aws-ec2-metadata-token-ttl-seconds': ttl })).toMatchObject({ status: 400 });
});

test('a request that came through a proxy gets no token', () => {
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60', 'x-forwarded-for': '10.0.0.1' };
  expect(put(headers)).toMatchObject({ status: 403 });
});

test('a token is given for PUT only, and everything else for GET only', () => {
  expect(service.answer({ method: 'GET', path: '/latest/api/token', headers: {} })).toMatchObject({ status: 405 });
  expect(service.answer({ method: 'POST', path: '/latest/user-data', headers: {} })).toMatchObject({ status: 405 });
});

test('a folder lists its entries, folders with a slash', () => {
  expect(get('/latest/meta-data/').body).toBe('iam/\ninstance-id\nplacement/');
  expect(get('/latest/meta-data/iam/security-credentials').body).toBe('testing-web');
});

test('every dated version answers like the latest', () => {
  expect(get('/2021-03-23/meta-data/placement/region')).toMatchObject({ status: 200, body: 'eu-west-1' });
});

test('user data comes byte for byte', () => {
  expect(get('/latest/user-data').body).toEqual(Buffer.from([31, 139, 0, 255]));
});

test('new data is returned from then on', () => {
  known = { ...known, 'meta-data/spot/instance-action': '{"action":"terminate"}' };
  expect(get('/latest/meta-data/spot/instance-action')).toMatchObject({ status: 200 });
});

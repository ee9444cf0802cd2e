import { askedOperation, brokenOperation, unknownOperation } from './operation';

const call = {
  service: 'rds',
  region: 'eu-west-1',
  accessKeyId: 'key',
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
};

test('a JSON service names its action in X-Amz-Target', () => {
  const headers = { 'x-amz-target': 'CodeDeploy_20141006.CreateApplication' };
  expect(askedOperation({ ...call, headers })).toEqual({ protocol: 'json', name: 'CreateApplication' });
});

test('a query service names its action in the form', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const body = Buffer.from('Version=2014-10-31&Action=CreateDBInstance');
  expect(askedOperation({ ...call, headers, body })).toEqual({ protocol: 'query', name: 'CreateDBInstance' });
  expect(askedOperation({ ...call, service: 'ec2', headers, body }).protocol).toBe('ec2');
});

test.each([
  ['cloudfront', 'rest-xml'],
  ['route53', 'rest-xml'],
  ['s3', 's3'],
  ['backup', 'json'],
])('a REST service (%s) is named by method and path, in its protocol', (service, protocol) => {
  expect(askedOperation({ ...call, service, path: '/a/b' })).toEqual({ protocol, name: 'POST /a/b' });
});

test.each([
  ['json', '"__type":"NotImplementedByEmbeddedAws"'],
  ['query', '<ErrorResponse><Error><Type>Sender</Type><Code>NotImplementedByEmbeddedAws</Code>'],
  ['rest-xml', '<ErrorResponse><Error><Type>Sender</Type><Code>NotImplementedByEmbeddedAws</Code>'],
  ['ec2', '<Response><Errors><Error><Code>NotImplementedByEmbeddedAws</Code>'],
  ['s3', '<Error><Code>NotImplementedByEmbeddedAws</Code>'],
] as const)('an unknown operation is refused at once in the words of the %s protocol', (protocol, wording) => {
  const reply = unknownOperation('rds', { protocol, name: 'FooBar' });
  expect(reply.status).toBe(400);
  expect(reply.body).toContain(wording);
  expect(reply.body).toContain('The embedded AWS does not know rds:FooBar');
  expect(reply.body).toContain('tools/local-aws/src/services');
});

test('an operation on which moto fails is refused at once with the message of moto', () => {
  const reply = brokenOperation('rds', { protocol: 'query', name: 'FooBar' }, "KeyError: 'x'");
  expect(reply.status).toBe(400);
  expect(reply.body).toContain('The embedded AWS failed in rds:FooBar: KeyError');
});

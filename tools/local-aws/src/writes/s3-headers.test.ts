import { GatewayForTest } from '../testing/fake-moto';
import { inPython } from '../testing/python';
import { ignoredHeaders, unheededHeaders } from './s3-headers';

const said = (headers: Record<string, string>, method = 'PUT') =>
  unheededHeaders('s3', method, headers)?.body.toString();

/** The headers of S3's changes, from botocore's model; and those that moto's code names. */
const { documented, named } = inPython<{ documented: string[]; named: string[] }>(`
import inspect, json, re
import moto.s3.responses, moto.s3.utils
import values
model, headers = values._model("s3"), set()
for name in model.operation_names:
    operation = model.operation_model(name)
    if re.match("Get|Head|List|Select|Write|CreateSession|RenameObject", name) or operation.input_shape is None:
        continue
    for member in operation.input_shape.members.values():
        if member.serialization.get("location") == "header":
            headers.add(member.serialization["name"].lower())
source = (inspect.getsource(moto.s3.responses) + inspect.getsource(moto.s3.utils)).lower()
print(json.dumps({"documented": sorted(headers), "named": [one for one in sorted(headers) if f'"{one}"' in source]}))
`);
const amazon = documented.filter((name) => name.startsWith('x-amz-'));

test.each(amazon)(
  'a header that S3 documents is handled by moto, is of another kind, or is refused by name: %s',
  (name) => {
    const byOthers = /^x-amz-(checksum|grant)-|^x-amz-(expected-bucket-owner|sdk-checksum-algorithm)$/;
    const refused = said({ [name]: 'nothing-has-this' });
    if (refused === undefined) expect(named.includes(name) || byOthers.test(name)).toBe(true);
    else
      expect(refused).toMatch(
        new RegExp(`does not heed ${name}(: nothing-has-this)? of a change of S3, and nothing was done`),
      );
  },
);

test('many are refused, and each ignored one has a reason and is documented', () => {
  expect(amazon.filter((name) => said({ [name]: 'nothing-has-this' }) !== undefined).length).toBeGreaterThan(12);
  for (const [name, reason] of Object.entries(ignoredHeaders)) {
    const [header = '', value = ''] = name.split('=');
    expect(amazon).toContain(header);
    expect(reason).toMatch(/\.$/);
    expect(said({ [header]: value })).toBeUndefined();
  }
});

test('a header of every request is no parameter, and other headers are not AWS’s', () => {
  expect(said({ 'x-amz-date': 'now', 'x-amz-content-sha256': 'x', 'content-type': 'text/plain', 'x-mine': '1' })).toBe(
    undefined,
  );
});

test('a key is not repeated', () => {
  expect(said({ 'x-amz-server-side-encryption-customer-key': 'secret' })).not.toContain('secret');
});

test('a call that reads, and a call of another service, are not affected', () => {
  const headers = { 'x-amz-mfa': '1' };
  expect(said(headers, 'GET')).toBeUndefined();
  expect(unheededHeaders('sqs', 'POST', headers)).toBeUndefined();
  expect(said(headers, 'DELETE')).toContain('does not heed x-amz-mfa');
});

test('nothing of a refused change is done', async () => {
  const asked: string[] = [];
  const gateway = await GatewayForTest.before((request, _body, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end();
  });
  const put = (headers: Record<string, string>) =>
    gateway.call('s3', '/bucket/key', { method: 'PUT', headers, body: 'x' });
  const refused = await put({ 'x-amz-write-offset-bytes': '1' });
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining('does not heed x-amz-write-offset-bytes of a change of S3'),
  ]);
  expect((await put({ 'x-amz-tagging': 'a=b' })).status).toBe(200);
  expect(asked).toEqual(['PUT /bucket/key']);
  await gateway.close();
});

import { GatewayForTest, type Answering } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

const answering = (status: number, body: string): Answering => {
  return (_request, _body, response) => {
    response.writeHead(status, { 'content-type': 'text/plain' });
    response.end(body);
  };
};

test('answers of moto pass unchanged', async () => {
  gateway = await GatewayForTest.before((request, body, response) =>
    response.end(`${request.method} ${request.url} ${body}`),
  );
  const answer = await gateway.query('sns', 'ListTopics');
  expect(answer.status).toBe(200);
  await expect(answer.text()).resolves.toBe('POST / Action=ListTopics');
});

test('the refusals of AWS pass unchanged', async () => {
  gateway = await GatewayForTest.before(
    answering(404, '<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>'),
  );
  const answer = await gateway.query('iam', 'GetRole');
  expect(answer.status).toBe(404);
  await expect(answer.text()).resolves.toContain('NoSuchEntity');
});

test('a 404 page of moto becomes a final refusal that names service and action', async () => {
  gateway = await GatewayForTest.before();
  const answer = await gateway.call('backup', '/never-heard-of', { method: 'PUT' });
  expect(answer.status).toBe(400);
  await expect(answer.text()).resolves.toContain('The embedded AWS does not know backup:PUT /never-heard-of');
});

test('an operation that moto does not implement becomes a final refusal', async () => {
  gateway = await GatewayForTest.before(answering(501, 'NotImplementedError: The do action has not been implemented'));
  const answer = await gateway.json('elasticmapreduce', 'CreateStudio', {});
  expect(answer.status).toBe(400);
  await expect(answer.json()).resolves.toMatchObject({
    __type: 'NotImplementedByEmbeddedAws',
    message: expect.stringContaining('elasticmapreduce:CreateStudio') as string,
  });
});

test('a failure inside moto becomes a final refusal with its reason', async () => {
  gateway = await GatewayForTest.before(answering(500, "KeyError: 'VpcId'"));
  const answer = await gateway.query('ec2', 'DescribeVpcs');
  expect(answer.status).toBe(400);
  await expect(answer.text()).resolves.toContain('The embedded AWS failed in ec2:DescribeVpcs: KeyError');
});

test('an S3 object is streamed both ways, and a missing one stays a 404', async () => {
  const stored = new Map<string, string>();
  gateway = await GatewayForTest.before((request, body, response) => {
    const key = request.url ?? '';
    if (request.method === 'PUT') stored.set(key, body);
    const found = stored.get(key);
    response.writeHead(found === undefined ? 404 : 200);
    response.end(found ?? '<Error><Code>NoSuchKey</Code></Error>');
  });
  const content = 'x'.repeat(300_000);
  await gateway.call('s3', '/bucket/a%20key', { method: 'PUT', body: content });
  await expect((await gateway.call('s3', '/bucket/a%20key')).text()).resolves.toBe(content);
  const missing = await gateway.call('s3', '/bucket/other');
  expect(missing.status).toBe(404);
  await expect(missing.text()).resolves.toContain('NoSuchKey');
});

test('a moto that cannot be reached is a refusal, not a broken connection', async () => {
  gateway = await GatewayForTest.before((request) => request.socket.destroy());
  const answer = await gateway.query('sns', 'ListTopics');
  expect(answer.status).toBe(400);
  await expect(answer.text()).resolves.toContain('EmbeddedAwsFailure');
});

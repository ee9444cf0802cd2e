import { GatewayForTest } from '../../testing/fake-moto';

jest.mock('./surroundings', () => ({
  embeddedLambda: () => ({
    readCode: async () => Buffer.from(mockZip, 'base64'),
    sessionOf: async (_call: object, role: string) => ({ accessKeyId: role, secretAccessKey: '', sessionToken: '' }),
    databases: { reached: async () => ({ address: 'db:3306', serve: async () => undefined }) },
    run: async ({ event, handler, variables, credentials, timeoutMs }: Record<string, unknown>) => {
      if ((event as { fail?: true }).fail) return { failure: { errorType: 'Error', errorMessage: 'no' } };
      return {
        result: { event, handler, variables, timeoutMs, role: (credentials as { accessKeyId: string }).accessKeyId },
      };
    },
  }),
}));
/** index.js: `exports.handler = async (event) => event;` */
const mockZip =
  'UEsDBAoAAAAAAAAAAAAoDJycKgAAACoAAAAIAAAAaW5kZXguanNleHBvcnRzLmhhbmRsZXIgPSBhc3luYyAoZXZlbnQpID0+IGV2ZW50OwpQSwECCgMKAAAAAAAAAAAAKAycnCoAAAAqAAAACAAAAAAAAAAAAAAAAAAAAAAAaW5kZXguanNQSwUGAAAAAAEAAQA2AAAAUAAAAAAA';
const FUNCTIONS = '/2015-03-31/functions';
const made = {
  FunctionName: 'job',
  Runtime: 'nodejs22.x',
  Role: 'arn:aws:iam::111111111111:role/data/job',
  Handler: 'index.handler',
  Timeout: 60,
  Code: { S3Bucket: 'packages', S3Key: 'job.zip' },
  Environment: { Variables: { NAME: 'x' } },
  Tags: { Team: 'data' },
};
let gateway: GatewayForTest;

beforeEach(async () => {
  gateway = await GatewayForTest.before((_request, _body, response) => {
    response.end(
      '<DescribeSubnetsResponse><subnetSet><item><vpcId>vpc-1</vpcId></item></subnetSet></DescribeSubnetsResponse>',
    );
  });
});
afterEach(() => gateway.close());

const ask = (method: string, path: string, body?: object) =>
  gateway.call('lambda', path, { method, ...(body && { body: JSON.stringify(body) }) });
const answer = async (method: string, path: string, body?: object) =>
  (await (await ask(method, path, body)).json()) as Record<string, never>;
const create = (more: object = {}) => ask('POST', FUNCTIONS, { ...made, ...more });

test('a function has the settings of its creation, and the defaults of Lambda', async () => {
  expect((await create({ VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } })).status).toBe(201);
  const { Configuration, Tags } = await answer('GET', `${FUNCTIONS}/job`);
  expect(Configuration).toMatchObject({
    FunctionArn: expect.stringMatching(/^arn:aws:lambda:eu-west-1:\d{12}:function:job$/) as string,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    MemorySize: 128,
    Timeout: 60,
    Version: '$LATEST',
    CodeSize: 156,
    VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'] },
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/job' },
  });
  expect(Tags).toEqual({ Team: 'data' });
  expect((await create()).status).toBe(409);
});

test('it is changed, tagged and deleted', async () => {
  await create();
  await ask('PUT', `${FUNCTIONS}/job/configuration`, { MemorySize: 512 });
  await ask('PUT', `${FUNCTIONS}/job/code`, made.Code);
  const { Configuration } = await answer('GET', `${FUNCTIONS}/job`);
  const { FunctionArn, MemorySize } = Configuration as unknown as { FunctionArn: string; MemorySize: number };
  expect(MemorySize).toBe(512);
  const tags = `/2017-03-31/tags/${encodeURIComponent(FunctionArn)}`;
  await ask('POST', tags, { Tags: { App: 'data' } });
  await ask('DELETE', `${tags}?tagKeys=Team`);
  expect((await answer('GET', tags))['Tags']).toEqual({ App: 'data' });
  expect((await ask('DELETE', `${FUNCTIONS}/job`)).status).toBe(204);
  expect((await ask('GET', `${FUNCTIONS}/job`)).status).toBe(404);
});

test('it is changed only in the revision that the change names', async () => {
  await create();
  const { Configuration } = await answer('GET', `${FUNCTIONS}/job`);
  const { RevisionId } = Configuration as unknown as { RevisionId: string };
  const code = { ...made.Code, Architectures: ['arm64'], RevisionId };
  expect((await ask('PUT', `${FUNCTIONS}/job/code`, code)).status).toBe(200);
  for (const [part, change] of Object.entries({ code, configuration: { RevisionId, MemorySize: 512 } })) {
    const refused = await ask('PUT', `${FUNCTIONS}/job/${part}`, change);
    expect([refused.status, await refused.text()]).toEqual([
      412,
      expect.stringContaining('The RevisionId provided does not match the latest RevisionId.'),
    ]);
  }
  const changed = (await answer('GET', `${FUNCTIONS}/job`))['Configuration'];
  expect(changed).toMatchObject({ Architectures: ['arm64'], MemorySize: 128 });
});

test('it is run as its role, with its variables, and reports its failure', async () => {
  await create();
  const said = await ask('POST', `${FUNCTIONS}/job/invocations`, { one: 1 });
  expect(said.headers.get('x-amz-function-error')).toBeNull();
  await expect(said.json()).resolves.toEqual({
    event: { one: 1 },
    handler: 'index.handler',
    variables: { NAME: 'x' },
    timeoutMs: 60_000,
    role: made.Role,
  });
  const failed = await ask('POST', `${FUNCTIONS}/job/invocations`, { fail: true });
  expect([failed.status, failed.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
  await expect(failed.json()).resolves.toEqual({ errorType: 'Error', errorMessage: 'no' });
});

test.each([
  ['layers', { Layers: ['arn:aws:lambda:eu-west-1:1:layer:x:1'] }, 'does not know functions with Layers'],
  ['another runtime', { Runtime: 'python3.13' }, 'does not know functions with the runtime python3.13'],
  ['code that is sent along', { Code: { ZipFile: mockZip } }, 'does not know functions with code that is not in S3'],
])('a function with %s is refused by name', async (_what, more, why) => {
  const refused = await create(more);
  expect(refused.status).toBe(400);
  await expect(refused.text()).resolves.toContain(why);
});

test('an asynchronous invocation is refused', async () => {
  await create();
  const headers = { 'x-amz-invocation-type': 'Event' };
  const refused = await gateway.call('lambda', `${FUNCTIONS}/job/invocations`, { method: 'POST', headers, body: '{}' });
  await expect(refused.text()).resolves.toContain('The embedded AWS runs a function at once, and not by Event.');
});

test('functions are listed in pages, without the members that only GetFunction returns', async () => {
  for (const FunctionName of ['one', 'two', 'three']) await create({ FunctionName });
  const functionsIn = ({ Functions }: Record<string, unknown>) => Functions as { FunctionName: string }[];
  const names = (page: Record<string, unknown>) => functionsIn(page).map(({ FunctionName }) => FunctionName);
  const first = await answer('GET', `${FUNCTIONS}?MaxItems=2`);
  expect(names(first)).toEqual(['one', 'two']);
  expect(functionsIn(first)[0]).not.toHaveProperty('State');
  const rest = await answer('GET', `${FUNCTIONS}?MaxItems=2&Marker=${String(first['NextMarker'])}`);
  expect(names(rest)).toEqual(['three']);
  expect(rest).not.toHaveProperty('NextMarker');
  expect(names(await answer('GET', `${FUNCTIONS}?FunctionVersion=ALL&MasterRegion=us-east-1`))).toEqual([]);
});

test.each(['MaxItems=0', 'MaxItems=some', 'Marker=of-another-list', 'FunctionVersion=1', 'MasterRegion=us-east-1'])(
  'a list is refused if a parameter has no such value: %s',
  async (query) => {
    const refused = await ask('GET', `${FUNCTIONS}?${query}`);
    expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([400, expect.stringMatching(/^Invalid/)]);
  },
);

test('a version or an alias that was never published is not found', async () => {
  await create();
  expect((await ask('GET', `${FUNCTIONS}/job?Qualifier=$LATEST`)).status).toBe(200);
  expect((await ask('GET', `${FUNCTIONS}/job?Qualifier=live`)).status).toBe(404);
});

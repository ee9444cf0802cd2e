import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway?.close());

test('a trail is started, stopped and deleted by its ARN too', async () => {
  const names: unknown[] = [];
  gateway = await GatewayForTest.before((_request, body, response) => {
    names.push((JSON.parse(body) as { Name: string }).Name);
    response.end('{}');
  });
  const Name = 'arn:aws:cloudtrail:eu-west-1:111111111111:trail/all';
  for (const action of ['StartLogging', 'StopLogging', 'DeleteTrail'])
    await gateway.json('cloudtrail', action, { Name });
  await gateway.json('cloudtrail', 'StartLogging', { Name: 'all' });
  expect(names).toEqual(['all', 'all', 'all', 'all']);
});

describe('the settings of EC2 for an account', () => {
  beforeEach(async () => {
    gateway = await GatewayForTest.before();
  });
  const ask = async (action: string, form: Record<string, string> = {}) =>
    (await gateway.query('ec2', action, form)).text();

  test('volumes have AWS’s key until another is named', async () => {
    const ofAws = '<kmsKeyId>arn:aws:kms:eu-west-1:111111111111:alias/aws/ebs</kmsKeyId>';
    await expect(ask('GetEbsDefaultKmsKeyId')).resolves.toContain(ofAws);
    await ask('ModifyEbsDefaultKmsKeyId', { KmsKeyId: 'arn:own' });
    await expect(ask('GetEbsDefaultKmsKeyId')).resolves.toContain('<kmsKeyId>arn:own</kmsKeyId>');
    await expect(ask('ResetEbsDefaultKmsKeyId')).resolves.toContain(ofAws);
  });

  test('public access to snapshots and images is allowed until it is blocked', async () => {
    const read = async () => [
      await ask('GetSnapshotBlockPublicAccessState'),
      await ask('GetImageBlockPublicAccessState'),
    ];
    const shown = (snapshots: string, images: string) => [
      expect.stringContaining(`<state>${snapshots}</state>`),
      expect.stringContaining(`<imageBlockPublicAccessState>${images}</imageBlockPublicAccessState>`),
    ];
    expect(await read()).toEqual(shown('unblocked', 'unblocked'));
    await ask('EnableSnapshotBlockPublicAccess', { State: 'block-all-sharing' });
    await ask('EnableImageBlockPublicAccess', { ImageBlockPublicAccessState: 'block-new-sharing' });
    expect(await read()).toEqual(shown('block-all-sharing', 'block-new-sharing'));
    await ask('DisableSnapshotBlockPublicAccess');
    await ask('DisableImageBlockPublicAccess');
    expect(await read()).toEqual(shown('unblocked', 'unblocked'));
  });

  test('an instance’s metadata have the defaults that were set, until they are removed', async () => {
    await ask('ModifyInstanceMetadataDefaults', { HttpTokens: 'required', HttpPutResponseHopLimit: '1' });
    await ask('ModifyInstanceMetadataDefaults', { HttpPutResponseHopLimit: '-1', InstanceMetadataTags: 'disabled' });
    const read = await ask('GetInstanceMetadataDefaults');
    expect(read).toContain('<httpTokens>required</httpTokens><instanceMetadataTags>disabled</instanceMetadataTags>');
    expect(read).not.toContain('httpPutResponseHopLimit');
    await ask('ModifyInstanceMetadataDefaults', { HttpTokens: 'no-preference' });
    await expect(ask('GetInstanceMetadataDefaults')).resolves.not.toContain('httpTokens');
  });
});

test('clusters may be public at port 22 only, until another rule is set', async () => {
  gateway = await GatewayForTest.before();
  const ask = async (action: string, body = {}) =>
    (await gateway.json('elasticmapreduce', action, body)).json() as Promise<object>;
  await expect(ask('GetBlockPublicAccessConfiguration')).resolves.toMatchObject({
    BlockPublicAccessConfiguration: {
      BlockPublicSecurityGroupRules: true,
      PermittedPublicSecurityGroupRuleRanges: [{ MinRange: 22, MaxRange: 22 }],
    },
    BlockPublicAccessConfigurationMetadata: { CreatedByArn: 'arn:aws:iam::111111111111:root' },
  });
  const BlockPublicAccessConfiguration = { BlockPublicSecurityGroupRules: true };
  await ask('PutBlockPublicAccessConfiguration', { BlockPublicAccessConfiguration });
  await expect(ask('GetBlockPublicAccessConfiguration')).resolves.toMatchObject({
    BlockPublicAccessConfiguration: expect.not.objectContaining({
      PermittedPublicSecurityGroupRuleRanges: expect.anything() as unknown,
    }) as unknown,
  });
});

describe('an analyzer', () => {
  const arn = 'arn:aws:access-analyzer:eu-west-1:111111111111:analyzer/a';
  const ask = (method: string, path: string, body?: object) =>
    gateway.call('access-analyzer', path, { method, ...(body && { body: JSON.stringify(body) }) });
  beforeEach(async () => {
    gateway = await GatewayForTest.before();
    await ask('PUT', '/analyzer', { analyzerName: 'a', type: 'ACCOUNT', tags: { old: '1' } });
  });

  test('exists with its tags until it is deleted', async () => {
    const tags = `/tags/${encodeURIComponent(arn)}`;
    await ask('POST', tags, { tags: { new: '2' } });
    await ask('DELETE', `${tags}?tagKeys=old`);
    await expect((await ask('GET', tags)).json()).resolves.toEqual({ tags: { new: '2' } });
    await expect((await ask('GET', '/analyzer/a')).json()).resolves.toMatchObject({
      analyzer: { arn, name: 'a', type: 'ACCOUNT', status: 'ACTIVE', tags: { new: '2' } },
    });
    await ask('DELETE', '/analyzer/a');
    expect((await ask('GET', '/analyzer/a')).status).toBe(404);
    expect((await ask('GET', tags)).status).toBe(404);
    await expect((await ask('GET', '/analyzer')).json()).resolves.toEqual({ analyzers: [] });
  });

  test('has a name of its own', async () => {
    const again = await ask('PUT', '/analyzer', { analyzerName: 'a', type: 'ACCOUNT' });
    expect(again.status).toBe(409);
    await expect(again.json()).resolves.toMatchObject({ message: 'There is an analyzer a already.' });
  });
});

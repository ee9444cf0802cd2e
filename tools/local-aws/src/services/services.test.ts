import { GatewayForTest, type Answering } from '../testing/fake-moto';
import { services } from '.';

let gateway: GatewayForTest;
afterEach(() => gateway?.close());

const OK: Answering = (_request, _body, response) => response.end('{}');

test('no service is completed twice', () => {
  const names = services().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('there is no instance refresh to cancel, since each ends at once', async () => {
  gateway = await GatewayForTest.before();
  const cancelled = await gateway.query('autoscaling', 'CancelInstanceRefresh', { AutoScalingGroupName: 'web' });
  expect(cancelled.status).toBe(400);
  await expect(cancelled.text()).resolves.toContain(
    'No in progress or pending Instance Refresh found for Auto Scaling group web',
  );
});

test('a target tracking policy is returned as it was written, and enabled', async () => {
  gateway = await GatewayForTest.before((_request, _body, response) => {
    const moto =
      '<Enabled>false</Enabled><PredictiveScalingConfiguration/><PolicyName>cpu</PolicyName>' +
      '<AutoScalingGroupName>web</AutoScalingGroupName>';
    const list = `<ScalingPolicies><member>${moto}</member></ScalingPolicies>`;
    response.end(
      `<DescribePoliciesResponse><DescribePoliciesResult>${list}</DescribePoliciesResult></DescribePoliciesResponse>`,
    );
  });
  const names = { AutoScalingGroupName: 'web', PolicyName: 'cpu' };
  await gateway.query('autoscaling', 'PutScalingPolicy', {
    ...names,
    'TargetTrackingConfiguration.TargetValue': '60.0',
  });
  const read = await (await gateway.query('autoscaling', 'DescribePolicies', names)).text();
  expect(read).toContain('<TargetTrackingConfiguration><TargetValue>60.0</TargetValue></TargetTrackingConfiguration>');
  expect(read).toContain('<Enabled>true</Enabled>');
  expect(read).not.toContain('PredictiveScalingConfiguration');
});

test('a plan with selections is not deleted, and a selection of another plan is not found', async () => {
  gateway = await GatewayForTest.before(OK);
  const body = JSON.stringify({ BackupSelection: { SelectionName: 's' } });
  const created = await gateway.call('backup', '/backup/plans/p1/selections/', { method: 'PUT', body });
  const { SelectionId } = (await created.json()) as { SelectionId: string };
  const refused = await gateway.call('backup', '/backup/plans/p1', { method: 'DELETE' });
  await expect(refused.json()).resolves.toMatchObject({
    __type: 'InvalidRequestException',
    message: 'Related backup plan selections must be deleted prior to backup plan deletion',
  });
  const other = await gateway.call('backup', `/backup/plans/p2/selections/${SelectionId}`);
  await expect(other.json()).resolves.toMatchObject({ message: 'Cannot find Backup plan with ID p2' });
  await gateway.call('backup', `/backup/plans/p1/selections/${SelectionId}`, { method: 'DELETE' });
  expect((await gateway.call('backup', '/backup/plans/p1', { method: 'DELETE' })).status).toBe(200);
});

test('a vault without a policy returns its error', async () => {
  gateway = await GatewayForTest.before(OK);
  const answer = await gateway.call('backup', '/backup-vaults/v/access-policy');
  expect(answer.status).toBe(404);
  await expect(answer.json()).resolves.toMatchObject({ message: 'Failed reading Policy: vault v has none.' });
});

test('moto does not get the conditions of a bucket policy, which it regards as fulfilled, but they are returned', async () => {
  let kept = '';
  gateway = await GatewayForTest.before((request, body, response) => {
    if (request.method === 'PUT') kept = body;
    response.end(kept);
  });
  const condition = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [condition, { Effect: 'Allow' }] });
  await gateway.call('s3', '/bucket?policy', { method: 'PUT', body: policy });
  expect(JSON.parse(kept)).toEqual({ Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] });
  await expect((await gateway.call('s3', '/bucket?policy')).text()).resolves.toBe(policy);
});

test('a configuration that a bucket does not have is refused with the code of S3', async () => {
  gateway = await GatewayForTest.before(OK);
  const answer = await gateway.call('s3', '/bucket?intelligent-tiering&id=a');
  expect(answer.status).toBe(404);
  await expect(answer.text()).resolves.toContain('<Message>The specified configuration does not exist.</Message>');
});

test('the key of a log group can be added and removed', async () => {
  gateway = await GatewayForTest.before((_request, _body, response) => {
    response.end(JSON.stringify({ logGroups: [{ logGroupName: 'g' }] }));
  });
  const read = async () => (await gateway.json('logs', 'DescribeLogGroups', {})).json() as Promise<unknown>;
  await gateway.json('logs', 'AssociateKmsKey', { logGroupName: 'g', kmsKeyId: 'k' });
  await expect(read()).resolves.toMatchObject({ logGroups: [{ kmsKeyId: 'k', logGroupClass: 'STANDARD' }] });
  const resourceIdentifier = 'arn:aws:logs:eu-west-1:111111111111:log-group:g';
  await gateway.json('logs', 'DisassociateKmsKey', { resourceIdentifier });
  await expect(read()).resolves.toEqual({ logGroups: [{ logGroupName: 'g', logGroupClass: 'STANDARD' }] });
});

test('a distribution has the ARN of AWS in the tagging API, too', async () => {
  gateway = await GatewayForTest.before((_request, _body, response) => {
    response.end('{"ResourceARN":"arn:aws:cloudfront:111111111111:distribution/D1"}');
  });
  const answer = await gateway.json('tagging', 'GetResources', {});
  await expect(answer.json()).resolves.toEqual({ ResourceARN: 'arn:aws:cloudfront::111111111111:distribution/D1' });
});

test('a queue keeps its documents when another attribute is set, and returns them as they were written', async () => {
  gateway = await GatewayForTest.before((_request, _body, response) => {
    response.end('{"Attributes":{"DelaySeconds":"1","RedrivePolicy":"{\\"maxReceiveCount\\": 5}"}}');
  });
  const written = { Policy: '{"Version":"2012-10-17"}', RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' };
  const queue = { QueueUrl: 'http://127.0.0.1/1/q' };
  await gateway.json('sqs', 'CreateQueue', { QueueName: 'q', Attributes: { RedriveAllowPolicy: '{}' } });
  await gateway.json('sqs', 'SetQueueAttributes', { ...queue, Attributes: written });
  await gateway.json('sqs', 'SetQueueAttributes', { ...queue, Attributes: { DelaySeconds: '1' } });
  const read = async (...AttributeNames: string[]) =>
    (await (await gateway.json('sqs', 'GetQueueAttributes', { ...queue, AttributeNames })).json()) as unknown;
  await expect(read('All')).resolves.toEqual({
    Attributes: { ...written, DelaySeconds: '1', RedrivePolicy: '{"maxReceiveCount":5}' },
  });
  await expect(read('Policy')).resolves.toEqual({ Attributes: { Policy: written.Policy } });
  await gateway.json('sqs', 'SetQueueAttributes', { ...queue, Attributes: { Policy: '' } });
  await expect(read('Policy')).resolves.toEqual({ Attributes: {} });
  await gateway.json('sqs', 'DeleteQueue', queue);
  await expect(read('RedriveAllowPolicy')).resolves.toEqual({ Attributes: {} });
});

import { GatewayForTest, type Answering } from '../testing/fake-moto';
import { LateTags, lateTagsOf } from './late-tags';

const ACCOUNT = '111111111111';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k-1`;
let gateway: GatewayForTest;
afterEach(() => gateway?.close());

const encoded = (Statement: object[]) => encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));
const trust = [{ Effect: 'Allow', Principal: { Federated: 'arn:aws:iam::1:oidc-provider/x' }, Action: 'sts:Assume' }];

/** A role of a pipeline with a policy, and one key of the team `data`. */
const account =
  (policy: object[]): Answering =>
  (request, body, response) => {
    const target = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const action = new URLSearchParams(body).get('Action') ?? '';
    const json: Record<string, object> = {
      CreateKey: { KeyMetadata: { Arn: KEY } },
      DescribeKey: { KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER' } },
      GetKeyPolicy: {
        Policy: JSON.stringify({
          Statement: [
            { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
          ],
        }),
      },
      ListResourceTags: { Tags: [{ TagKey: 'Team', TagValue: 'data' }] },
      EnableKeyRotation: {},
    };
    const xml: Record<string, string> = {
      GetRole: `<Role><Arn>arn:aws:iam::${ACCOUNT}:role/ci/x</Arn><AssumeRolePolicyDocument>${encoded(trust)}</AssumeRolePolicyDocument></Role>`,
      ListRolePolicies: '<PolicyNames><member>own</member></PolicyNames>',
      GetRolePolicy: `<PolicyDocument>${encoded(policy)}</PolicyDocument>`,
      ListAttachedRolePolicies: '<AttachedPolicies/>',
    };
    if (json[target]) return void response.end(JSON.stringify(json[target]));
    response.end(`<${action}Response><${action}Result>${xml[action] ?? ''}</${action}Result></${action}Response>`);
  };

const allow = (Action: string, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});
const asOwn = (operator: string) => ({ [operator]: { 'aws:ResourceTag/Team': 'data' } });

async function statuses(policy: object[], calls: readonly string[], lateTags = new LateTags(2)): Promise<number[]> {
  gateway = await GatewayForTest.before(account(policy), { lateTags });
  const found: number[] = [];
  for (const action of calls) {
    const init = {
      method: 'POST',
      headers: { 'x-amz-target': `TrentService.${action}` },
      body: JSON.stringify({ KeyId: KEY }),
    };
    found.push((await gateway.call('kms', '/', init, ACCOUNT, 'data-deploy')).status);
  }
  return found;
}

const life = ['CreateKey', 'EnableKeyRotation', 'EnableKeyRotation', 'EnableKeyRotation'];
const strict = [allow('kms:CreateKey'), allow('kms:EnableKeyRotation', asOwn('StringEquals'))];

test('the tags of a new key count only after some judged changes', async () => {
  await expect(statuses(strict, life)).resolves.toEqual([200, 400, 400, 200]);
});

test('a policy that allows a key without tags applies meanwhile', async () => {
  const open = [allow('kms:CreateKey'), allow('kms:EnableKeyRotation', asOwn('StringEqualsIfExists'))];
  await expect(statuses(open, life)).resolves.toEqual([200, 200, 200, 200]);
});

test('the tags of an existing key count at once, and all do without a delay', async () => {
  await expect(statuses(strict, ['EnableKeyRotation'])).resolves.toEqual([200]);
  await gateway.close();
  await expect(statuses(strict, life, new LateTags(0))).resolves.toEqual([200, 200, 200, 200]);
});

test.each([
  ['kms:CreateKey', '{"KeyMetadata": {"Arn": "arn:aws:kms:eu-west-1:1:key/k"}}', 'arn:aws:kms:eu-west-1:1:key/k'],
  ['sns:CreateTopic', '<TopicArn>arn:aws:sns:eu-west-1:1:t</TopicArn>', 'arn:aws:sns:eu-west-1:1:t'],
  ['sqs:CreateQueue', '{"QueueUrl": "http://127.0.0.1/111111111111/work"}', 'arn:aws:sqs:eu-west-1:111111111111:work'],
  ['elasticloadbalancing:CreateTargetGroup', '<TargetGroupArn>arn:t</TargetGroupArn>', 'arn:t'],
])('the resource that %s makes is identified by its answer', (action, body, arn) => {
  const late = new LateTags(1);
  late.answered(action, 'eu-west-1', { status: 200, headers: {}, body });
  const change = () => late.count(arn, action.replace('Create', 'Delete'));
  expect([change(), change()]).toEqual([false, true]);
});

test('a refused call has made nothing', () => {
  const late = new LateTags(1);
  late.answered('sns:CreateTopic', 'eu-west-1', { status: 403, headers: {}, body: '<TopicArn>arn:t</TopicArn>' });
  expect(late.count('arn:t', 'sns:DeleteTopic')).toBe(true);
});

test('reading does not reduce the delay', () => {
  const late = new LateTags(1);
  late.answered('sns:CreateTopic', 'eu-west-1', { status: 200, headers: {}, body: '<TopicArn>arn:t</TopicArn>' });
  const counted = ['sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:GetTopicAttributes'].map((action) =>
    late.count('arn:t', action),
  );
  expect(counted).toEqual([false, false, true]);
});

test('throws when the variable is not a number of calls', () => {
  expect(() => lateTagsOf({ EMBEDDED_AWS_LATE_TAGS: 'soon' })).toThrow(
    'EMBEDDED_AWS_LATE_TAGS is the number of judged changes after which the tags of a new resource count for ' +
      'authorization, got "soon".',
  );
  expect(lateTagsOf({}).count('arn:t', 'sns:DeleteTopic')).toBe(true);
});

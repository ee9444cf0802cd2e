import { ACCOUNT, madeUpCall, madeUpWorld } from '../../../testing/made-up-world';
import { withResourceTags } from '../../resource-tags';
import { pipelineReadings } from '.';

const here = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}`;
const KEY = here('kms', 'key/k-1');
const TOPIC = here('sns', 'alarms');
const QUEUE = { QueueUrl: `http://127.0.0.1/${ACCOUNT}/work` };
const BALANCER = here('elasticloadbalancing', 'loadbalancer/app/web/1');
const GROUP = here('elasticloadbalancing', 'targetgroup/web/1');
const tag = (members: string) => `<${members}><Key>Team</Key><Value>data</Value></${members}>`;
const answer = (action: string, result: string) =>
  `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;

const world = () =>
  madeUpWorld({
    'TrentService.DescribeKey': { KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER' } },
    'TrentService.GetKeyPolicy': { Policy: '{"Statement":[]}' },
    'TrentService.ListResourceTags': { Tags: [{ TagKey: 'Team', TagValue: 'data' }] },
    'AmazonSQS.ListQueueTags': { Tags: { Team: 'data' } },
    ListTagsForResource: answer('ListTagsForResource', `<Tags>${tag('member')}</Tags>`),
    DescribeTags: answer(
      'DescribeTags',
      `<TagDescriptions><member><Tags>${tag('member')}</Tags></member></TagDescriptions>`,
    ),
  });

async function needed(service: string, action: string, fields: object = {}) {
  const asked = { action, fields: fields as Record<string, unknown> };
  const accesses = await pipelineReadings[service]?.(madeUpCall({ service }), asked, world());
  return accesses && Promise.all(accesses.map((access) => withResourceTags(world(), access)));
}

test.each([
  ['kms', 'EnableKeyRotation', { KeyId: KEY }, [KEY]],
  ['kms', 'GenerateMac', { KeyId: KEY, MacAlgorithm: 'HMAC_SHA_256' }, [KEY]],
  ['kms', 'CreateAlias', { AliasName: 'alias/a', TargetKeyId: KEY }, [here('kms', 'alias/a'), KEY]],
  ['kms', 'DeleteAlias', { AliasName: 'alias/a' }, [here('kms', 'alias/a'), KEY]],
  ['kms', 'ListAliases', {}, ['*']],
  ['sns', 'SetTopicAttributes', { TopicArn: TOPIC }, [TOPIC]],
  ['sns', 'ListTagsForResource', { ResourceArn: TOPIC }, [TOPIC]],
  ['sns', 'Unsubscribe', { SubscriptionArn: `${TOPIC}:s-1` }, [TOPIC]],
  ['sqs', 'SetQueueAttributes', QUEUE, [here('sqs', 'work')]],
  ['elasticloadbalancing', 'DescribeLoadBalancers', {}, ['*']],
  ['elasticloadbalancing', 'ModifyLoadBalancerAttributes', { LoadBalancerArn: BALANCER }, [BALANCER]],
  ['elasticloadbalancing', 'CreateListener', { LoadBalancerArn: BALANCER }, [BALANCER]],
  ['elasticloadbalancing', 'AddTags', { ResourceArns: { member: [BALANCER, GROUP] } }, [BALANCER, GROUP]],
  [
    'elasticloadbalancing',
    'SetRulePriorities',
    { RulePriorities: { member: [{ RuleArn: here('elasticloadbalancing', 'listener-rule/app/web/1/2/3') }] } },
    [here('elasticloadbalancing', 'listener-rule/app/web/1/2/3')],
  ],
  ['elasticloadbalancing', 'CreateTargetGroup', { Name: 'web' }, [here('elasticloadbalancing', 'targetgroup/web/new')]],
])('%s:%s %j is judged on its resources', async (service, action, fields, resources) => {
  const accesses = (await needed(service, action, fields)) ?? [];
  expect(accesses.map((access) => [access.action, access.resource])).toEqual(
    resources.map((resource) => [`${service}:${action}`, resource]),
  );
});

test.each([
  ['kms', 'PutKeyPolicy', { KeyId: KEY }],
  ['sns', 'DeleteTopic', { TopicArn: TOPIC }],
  ['sqs', 'DeleteQueue', QUEUE],
  ['elasticloadbalancing', 'DeleteTargetGroup', { TargetGroupArn: GROUP }],
])('%s:%s is judged by the tags of its resource', async (service, action, fields) => {
  const [access] = (await needed(service, action, fields)) ?? [];
  expect(access?.context).toMatchObject({ 'aws:ResourceTag/Team': 'data' });
});

test.each([
  ['kms', 'CreateKey', { Tags: [{ TagKey: 'Team', TagValue: 'data' }] }],
  ['sns', 'CreateTopic', { Name: 'alarms', Tags: { member: [{ Key: 'Team', Value: 'data' }] } }],
  ['sqs', 'CreateQueue', { QueueName: 'work', tags: { Team: 'data' } }],
  ['elasticloadbalancing', 'CreateLoadBalancer', { Name: 'web', Tags: { member: [{ Key: 'Team', Value: 'data' }] } }],
])('%s:%s is judged by the tags that it sets', async (service, action, fields) => {
  const [access] = (await needed(service, action, fields)) ?? [];
  expect(access?.context).toMatchObject({ 'aws:RequestTag/Team': 'data', 'aws:TagKeys': ['Team'] });
});

test('a call that removes tags names them', async () => {
  const [access] = (await needed('kms', 'UntagResource', { KeyId: KEY, TagKeys: ['Team'] })) ?? [];
  expect(access?.context).toEqual({ 'aws:ResourceTag/Team': 'data', 'aws:TagKeys': ['Team'] });
});

test.each([
  ['kms', 'Decrypt', { KeyId: KEY }],
  ['sns', 'Publish', { TopicArn: TOPIC }],
  ['sqs', 'ReceiveMessage', QUEUE],
  ['elasticloadbalancing', 'RegisterTargets', { TargetGroupArn: GROUP }],
])('%s:%s is not known', async (service, action, fields) => {
  await expect(needed(service, action, fields)).resolves.toBeUndefined();
});

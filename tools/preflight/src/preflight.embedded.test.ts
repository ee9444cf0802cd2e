import { BudgetsClient, CreateBudgetCommand, DeleteNotificationCommand } from '@aws-sdk/client-budgets';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  IAMClient,
  RemoveClientIDFromOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { accounts, gitHubProviderArn } from '@malinshopper/environments';
import { QUOTAS_VARIABLE } from '@malinshopper/local-aws';
import { wholeReference } from '@malinshopper/synthesized';
import { chosenTarget, type Target } from '@malinshopper/terraform';
import { localAws } from '@malinshopper/terraform/testing';
import { checkNames, type CheckName, type Line, type Outcome } from './line';
import { preflight } from './preflight';
import { openSubject } from './subject';

process.env['EMBEDDED_AWS_PORT'] = '4656';
const { production, nonproduction } = accounts;
const { granted, id } = nonproduction;
const variables = { ...process.env, EMBEDDED_AWS: 'on', [QUOTAS_VARIABLE]: JSON.stringify({ [id]: granted }) };
const embedded = (more: NodeJS.ProcessEnv = {}) =>
  chosenTarget({ ...variables, ...more }) as Extract<Target, { kind: 'embedded' }>;
const target = embedded();
const BudgetName = 'malinshopper-nonproduction';
const Notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 } as const;
const clients = async (account: string, region = 'us-east-1') => {
  const { endpoint, assume } = target;
  return { region, endpoint, credentials: await assume(account) };
};

/** The outcomes of a check, each once. */
const outcomesOf = (lines: readonly Line[]) => (check: CheckName) =>
  [...new Set(lines.filter((line) => line.check === check).map(({ outcome }) => outcome))].sort();

/** Delegates the zones of `nonproduction` in their parent zone, as `account` of production does. */
async function delegate(HostedZoneId: string, names: readonly string[]): Promise<void> {
  const Changes = production.delegations.map(({ zone: Name }) => ({
    Action: 'UPSERT' as const,
    ResourceRecordSet: { Name, Type: 'NS' as const, TTL: 60, ResourceRecords: names.map((Value) => ({ Value })) },
  }));
  const route53 = new Route53Client(await clients(production.id));
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
}

beforeAll(() => {
  localAws('stop', variables);
  localAws('start', variables);
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
});
afterAll(() => localAws('stop', variables));

test('an empty account lacks the resources of account, as expected, and a role that a person creates', async () => {
  const of = outcomesOf(await preflight('nonproduction', { target }));
  const expected: Record<CheckName, Outcome[]> = {
    identity: ['ok'],
    quotas: ['ok'],
    cloudfront: ['unknown'],
    delegation: ['attention'],
    mail: ['attention'],
    images: ['unknown'],
    'instance types': ['ok'],
    'service-linked roles': ['failed', 'ok'],
    github: ['attention'],
    budget: ['attention'],
  };
  expect(Object.fromEntries(Object.keys(expected).map((check) => [check, of(check as CheckName)]))).toEqual(expected);
});

test('an account with the resources of account is ready, except for mails that are not confirmed', async () => {
  const parent = await makeAll();
  await delegate(parent, production.delegations[0]!.nameServers);
  const of = outcomesOf(await preflight('nonproduction', { target }));
  expect(of('delegation')).toEqual(['ok']);
  expect(of('mail')).toEqual(['attention']);
  expect(of('service-linked roles')).toEqual(['ok']);
  expect(of('github')).toEqual(['ok']);
  expect(of('budget')).toEqual(['ok']);

  await breakAll(parent);
  const broken = outcomesOf(await preflight('nonproduction', { target: { ...target, assume: await keysOf('ana') } }));
  expect(broken('identity')).toEqual(['failed']);
  expect(broken('delegation')).toEqual(['failed']);
  expect(broken('github')).toEqual(['failed']);
  expect(broken('budget')).toEqual(['failed']);
  expect(broken('mail')).toEqual(['attention', 'failed']);
});

test('a session without permissions gets no line that is ok', async () => {
  // The embedded AWS applies policies only to roles that instances, functions or pipelines assume.
  const Principal = { Service: 'ec2.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const iam = new IAMClient(await clients(id));
  await iam.send(new CreateRoleCommand({ RoleName: 'without-rights', AssumeRolePolicyDocument }));
  const lines = await preflight('nonproduction', { target: embedded({ EMBEDDED_AWS_ROLE: 'without-rights' }) });
  expect(new Set(lines.map(({ check }) => check))).toEqual(new Set(checkNames));
  expect(lines.filter(({ outcome }) => outcome !== 'unknown')).toEqual([]);
  expect(lines.find(({ check }) => check === 'quotas')?.found).toMatch(/^No answer: AccessDenied/);
});

/** Creates the resources of the `account` app that the preflight checks, with the names of the synthesized app, and its state. */
async function makeAll(): Promise<string> {
  const { stack, state } = await (await openSubject('nonproduction', target)).app();
  const of = (type: string) => stack.resources.filter((resource) => resource.type === type);
  const [global, regional] = [await clients(id), await clients(id, 'eu-west-1')];
  const [iam, budgets, route53] = [new IAMClient(global), new BudgetsClient(global), new Route53Client(global)];
  for (const { config } of of('aws_route53_zone')) {
    const name = String(config['name']);
    await route53.send(new CreateHostedZoneCommand({ Name: name, CallerReference: name }));
  }
  for (const { config, region } of of('aws_sns_topic_subscription')) {
    const sns = new SNSClient({ ...global, region });
    const topic = stack.resource(wholeReference(config['topic_arn'])!.address)!;
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: String(topic.config['name']) }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: String(config['endpoint']) }));
  }
  for (const { config } of of('aws_iam_openid_connect_provider')) {
    const [Url, ClientIDList] = [String(config['url']), config['client_id_list'] as string[]];
    await iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList }));
  }
  const Subscribers = [{ SubscriptionType: 'EMAIL' as const, Address: nonproduction.budget.notify }];
  const BudgetLimit = { Amount: '600', Unit: 'USD' };
  const Budget = { BudgetName, BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit } as const;
  const NotificationsWithSubscribers = [{ Notification, Subscribers }];
  await budgets.send(new CreateBudgetCommand({ AccountId: id, Budget, NotificationsWithSubscribers }));
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'spot.amazonaws.com' }));
  const s3 = new S3Client({ ...regional, forcePathStyle: true });
  const { bucket: Bucket, key: Key } = state;
  const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
  const above = new Route53Client(await clients(production.id));
  const parent = await above.send(new CreateHostedZoneCommand({ Name: 'malinshopper.com', CallerReference: '1' }));
  return parent.HostedZone!.Id!;
}

/** Breaks each of them by one call. */
async function breakAll(parent: string): Promise<void> {
  const global = await clients(id);
  await delegate(parent, ['ns-1.example.net']);
  const OpenIDConnectProviderArn = gitHubProviderArn(nonproduction);
  const audience = { OpenIDConnectProviderArn, ClientID: 'sts.amazonaws.com' };
  await new IAMClient(global).send(new RemoveClientIDFromOpenIDConnectProviderCommand(audience));
  await new BudgetsClient(global).send(new DeleteNotificationCommand({ AccountId: id, BudgetName, Notification }));
  const TopicArn = `arn:aws:sns:eu-west-1:${id}:nonproduction-data-alarms`;
  await new SNSClient({ ...global, region: 'eu-west-1' }).send(new DeleteTopicCommand({ TopicArn }));
}

/** A user with AdministratorAccess: the policy of the state bucket shuts it out. */
async function keysOf(UserName: string) {
  const iam = new IAMClient(await clients(id));
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  return async (account: string) =>
    account === id ? { accessKeyId, secretAccessKey, sessionToken: '' } : target.assume(account);
}

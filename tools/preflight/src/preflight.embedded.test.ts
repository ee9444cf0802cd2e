import {
  BudgetsClient,
  DeleteNotificationCommand,
  DescribeNotificationsForBudgetCommand,
} from '@aws-sdk/client-budgets';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  IAMClient,
  RemoveClientIDFromOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
  type ChangeAction,
} from '@aws-sdk/client-route-53';
import { DeleteTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { accounts, environment, gitHubProviderArn } from '@malinshopper/environments';
import { QUOTAS_VARIABLE } from '@malinshopper/local-aws';
import { chosenTarget, deploy, type Target } from '@malinshopper/terraform';
import { localAws } from '@malinshopper/terraform/testing';
import type { CheckName, Line, Outcome } from './line';
import { preflight } from './preflight';

process.env['EMBEDDED_AWS_PORT'] = '4656';
const { production, nonproduction } = accounts;
const { granted, id } = nonproduction;
const variables = { ...process.env, EMBEDDED_AWS: 'on', [QUOTAS_VARIABLE]: JSON.stringify({ [id]: granted }) };
const embedded = (more: NodeJS.ProcessEnv = {}) =>
  chosenTarget({ ...variables, ...more }) as Extract<Target, { kind: 'embedded' }>;
const target = embedded();
const clients = async (account: string, region = 'us-east-1') => {
  const { endpoint, assume } = target;
  return { region, endpoint, credentials: await assume(account) };
};

/** The outcomes of a check, each once. */
const outcomesOf = (lines: readonly Line[]) => (check: CheckName) =>
  [...new Set(lines.filter((line) => line.check === check).map(({ outcome }) => outcome))].sort();

/** Delegates the zones of `nonproduction` as the zone above does, which `account` of production makes. */
const delegate = async (Action: ChangeAction, zoneId: string, names: readonly string[]) => {
  const changes = production.delegations.map(({ zone: Name }) => ({
    Action,
    ResourceRecordSet: { Name, Type: 'NS' as const, TTL: 60, ResourceRecords: names.map((Value) => ({ Value })) },
  }));
  const route53 = new Route53Client(await clients(production.id));
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes: changes } }));
};

beforeAll(() => {
  localAws('stop', variables);
  localAws('start', variables);
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
});
afterAll(() => localAws('stop', variables));

test('an empty account lacks what account makes, which is to be expected, and what a person makes', async () => {
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

test('an account in which account is deployed is ready, but for the mails that nobody has confirmed', async () => {
  await deploy('apps/account', environment('testing'), { target });
  const iam = new IAMClient(await clients(id));
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'spot.amazonaws.com' }));
  const route53 = new Route53Client(await clients(production.id));
  const parent = await route53.send(new CreateHostedZoneCommand({ Name: 'malinshopper.com', CallerReference: '1' }));
  await delegate('UPSERT', parent.HostedZone!.Id!, production.delegations[0]!.nameServers);
  const of = outcomesOf(await preflight('nonproduction', { target }));
  expect(of('delegation')).toEqual(['ok']);
  expect(of('mail')).toEqual(['attention']);
  expect(of('service-linked roles')).toEqual(['ok']);
  expect(of('github')).toEqual(['ok']);
  expect(of('budget')).toEqual(['ok']);

  // What was ok before is broken, each by one call.
  await delegate('UPSERT', parent.HostedZone!.Id!, ['ns-1.example.net']);
  const Url = gitHubProviderArn(nonproduction);
  await iam.send(
    new RemoveClientIDFromOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn: Url,
      ClientID: 'sts.amazonaws.com',
    }),
  );
  const budgets = new BudgetsClient(await clients(id));
  const which = { AccountId: id, BudgetName: 'malinshopper-nonproduction' };
  const { Notifications = [] } = await budgets.send(new DescribeNotificationsForBudgetCommand(which));
  expect(Notifications.length).toBeGreaterThan(1);
  for (const Notification of Notifications)
    await budgets.send(new DeleteNotificationCommand({ ...which, Notification }));
  const TopicArn = `arn:aws:sns:eu-west-1:${id}:nonproduction-data-alarms`;
  await new SNSClient(await clients(id, 'eu-west-1')).send(new DeleteTopicCommand({ TopicArn }));
  const asUser: Target = { ...target, assume: await keysOf(iam, 'ana') };
  const broken = outcomesOf(await preflight('nonproduction', { target: asUser }));
  expect(broken('identity')).toEqual(['failed']);
  expect(broken('github')).toEqual(['failed']);
  expect(broken('budget')).toEqual(['failed']);
  expect(broken('mail')).toEqual(['attention', 'failed']);
});

test('a session that may not ask learns nothing, and takes nothing for good', async () => {
  const lines = await preflight('nonproduction', { target: embedded({ EMBEDDED_AWS_ROLE: 'ci/delivery-plan' }) });
  const of = outcomesOf(lines);
  for (const check of ['quotas', 'cloudfront', 'budget'] as const)
    expect([check, of(check)]).toEqual([check, ['unknown']]);
  expect(lines.find(({ check }) => check === 'quotas')?.found).toMatch(/^No answer: AccessDenied/);
});

/** A user with all rights, as an account without Identity Center has one: the policy of the states shuts it out. */
async function keysOf(iam: IAMClient, UserName: string) {
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  return async (account: string) =>
    account === id ? { accessKeyId, secretAccessKey, sessionToken: '' } : target.assume(account);
}

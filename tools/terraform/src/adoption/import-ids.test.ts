import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { importId } from './import-ids';

const session = fakeSession(fakeS3(new Map()).client);
const unknown = () => false;
const tags = { Name: 'testing-network-nat' };

/** A service with this response, or with an error of this name. */
function answering(client: { prototype: object }, answer: object | string): unknown[] {
  const asked: unknown[] = [];
  const send = async ({ input }: { readonly input: unknown }) => {
    asked.push(input);
    if (typeof answer === 'string') throw Object.assign(new Error('refused'), { name: answer });
    return answer;
  };
  jest.spyOn(client.prototype as { send: unknown }, 'send' as never).mockImplementation(send as never);
  return asked;
}

/** EC2 with elastic IP addresses of these ids; returns the filters of the requests. */
const ec2With = (...ids: readonly string[]) =>
  answering(EC2Client, { Addresses: ids.map((AllocationId) => ({ AllocationId })) });
afterEach(() => jest.restoreAllMocks());

test.each([
  ['aws_iam_role', { name: 'testing-flow-log' }, 'testing-flow-log'],
  ['aws_iam_policy', { name: 'testing-web' }, `arn:aws:iam::${session.identity.account}:policy/testing-web`],
  ['aws_iam_policy', { name: 'web', path: '/teams/' }, `arn:aws:iam::${session.identity.account}:policy/teams/web`],
  ['aws_s3_bucket', { bucket: 'content' }, 'content'],
  ['aws_budgets_budget', { name: 'month' }, `${session.identity.account}:month`],
  ['aws_codedeploy_deployment_group', { app_name: 'web', deployment_group_name: 'testing' }, 'web:testing'],
  [
    'aws_iam_openid_connect_provider',
    { url: 'https://ci.example.com' },
    `arn:aws:iam::${session.identity.account}:oidc-provider/ci.example.com`,
  ],
  ['aws_route53_key_signing_key', { hosted_zone_id: 'Z1', name: 'key' }, 'Z1,key'],
  ['aws_cloudtrail', { name: 'all' }, `arn:aws:cloudtrail:eu-west-1:${session.identity.account}:trail/all`],
  ['aws_route', { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0' }, 'rtb-1_0.0.0.0/0'],
  ['aws_route_table_association', { subnet_id: 's-1', route_table_id: 'rtb-1' }, 's-1/rtb-1'],
  ['aws_route53_record', { zone_id: 'Z1', name: 'a.example.com', type: 'A' }, 'Z1_a.example.com_A'],
])('%s is imported by its name', async (type, attributes, id) => {
  await expect(importId(type, attributes, session, unknown)).resolves.toBe(id);
});

test('a name that AWS generates is unknown, and nothing is imported by it', async () => {
  await expect(importId('aws_iam_role', { name_prefix: 'testing-' }, session, unknown)).resolves.toBeUndefined();
});

describe.each([
  [
    'aws_lb',
    ElasticLoadBalancingV2Client,
    { LoadBalancers: [{ LoadBalancerArn: 'arn' }] },
    { Names: ['web'] },
    'LoadBalancerNotFoundException',
  ],
  [
    'aws_lb_target_group',
    ElasticLoadBalancingV2Client,
    { TargetGroups: [{ TargetGroupArn: 'arn' }] },
    { Names: ['web'] },
    'TargetGroupNotFoundException',
  ],
  ['aws_secretsmanager_secret', SecretsManagerClient, { ARN: 'arn' }, { SecretId: 'web' }, 'ResourceNotFoundException'],
] as const)('%s', (type, client, answer, input, missing) => {
  test('is imported by the ARN that is looked up by its name', async () => {
    const asked = answering(client, answer);
    await expect(importId(type, { name: 'web' }, session, unknown)).resolves.toBe('arn');
    expect(asked).toEqual([input]);
  });

  test('is not imported when nothing has its name, or when AWS gives the name', async () => {
    answering(client, missing);
    await expect(importId(type, { name: 'web' }, session, unknown)).resolves.toBeUndefined();
    await expect(importId(type, { name_prefix: 'web-' }, session, unknown)).resolves.toBeUndefined();
  });

  test('fails with the error of AWS when AWS denies the look-up', async () => {
    answering(client, 'AccessDenied');
    await expect(importId(type, { name: 'web' }, session, unknown)).rejects.toThrow('refused');
  });
});

test('a resource that AWS identifies by its id alone is found by the tag with the name of its construct', async () => {
  const asked = ec2With('eipalloc-1');
  await expect(importId('aws_eip', { tags }, session, unknown)).resolves.toBe('eipalloc-1');
  expect(asked).toEqual([{ Filters: [{ Name: 'tag:Name', Values: ['testing-network-nat'] }] }]);
});

test('a resource in the state is not imported, nor one of two', async () => {
  ec2With('eipalloc-1', 'eipalloc-2');
  const known = (id: string) => id === 'eipalloc-1';
  await expect(importId('aws_eip', { tags }, session, known)).resolves.toBe('eipalloc-2');
  await expect(importId('aws_eip', { tags }, session, unknown)).resolves.toBeUndefined();
  await expect(importId('aws_eip', { tags }, session, () => true)).resolves.toBeUndefined();
});

test('nothing is imported without that tag, or of a type that can be made again without harm', async () => {
  const asked = ec2With('eipalloc-1');
  await expect(importId('aws_eip', { tags: null }, session, unknown)).resolves.toBeUndefined();
  await expect(importId('aws_cloudwatch_metric_alarm', { tags }, session, unknown)).resolves.toBeUndefined();
  expect(asked).toEqual([]);
});

describe('Route 53', () => {
  const set = (id: string, CallerReference: string) => ({ Id: `/delegationset/${id}`, CallerReference });
  const reference_name = 'production';

  test('has a delegation set, which is imported by the reference that Terraform gave it', async () => {
    answering(Route53Client, { DelegationSets: [set('N1', 'production-terraform-1'), set('N2', 'other-terraform-1')] });
    await expect(importId('aws_route53_delegation_set', { reference_name }, session, unknown)).resolves.toBe('N1');
  });

  test.each([
    [
      'two delegation sets with that reference',
      [set('N1', 'production-terraform-1'), set('N2', 'production-terraform-2')],
    ],
    ['none with that reference', [set('N2', 'production')]],
  ])('has %s: none is imported', async (_, DelegationSets) => {
    answering(Route53Client, { DelegationSets });
    await expect(importId('aws_route53_delegation_set', { reference_name }, session, unknown)).resolves.toBeUndefined();
  });

  test('is not asked for a delegation set without a reference, nor for the query log of a zone that is not made yet', async () => {
    const asked = answering(Route53Client, {});
    await expect(importId('aws_route53_delegation_set', {}, session, unknown)).resolves.toBeUndefined();
    await expect(importId('aws_route53_query_log', {}, session, unknown)).resolves.toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('has one query log for a zone, which is imported by its id', async () => {
    const asked = answering(Route53Client, { QueryLoggingConfigs: [{ Id: 'q1' }] });
    await expect(importId('aws_route53_query_log', { zone_id: 'Z1' }, session, unknown)).resolves.toBe('q1');
    expect(asked).toEqual([{ HostedZoneId: 'Z1' }]);
  });

  test('has no zone of that id any more: nothing is imported', async () => {
    answering(Route53Client, 'NoSuchHostedZone');
    await expect(importId('aws_route53_query_log', { zone_id: 'Z1' }, session, unknown)).resolves.toBeUndefined();
  });
});

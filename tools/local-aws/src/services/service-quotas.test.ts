import { QUOTAS_VARIABLE } from '../gateway/granted';
import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
const given = process.env[QUOTAS_VARIABLE];
beforeEach(async () => {
  gateway = await GatewayForTest.before();
});
afterEach(async () => {
  await gateway.close();
  if (given === undefined) delete process.env[QUOTAS_VARIABLE];
  else process.env[QUOTAS_VARIABLE] = given;
});

const ask = async (action: string, ServiceCode: string, QuotaCode: string, more: object = {}): Promise<unknown> =>
  (await gateway.json('servicequotas', action, { ServiceCode, QuotaCode, ...more })).json();
const grant = (amounts: object) => {
  process.env[QUOTAS_VARIABLE] = JSON.stringify({ '111111111111': amounts });
};

test('a new account has the amount that AWS grants new accounts', async () => {
  grant({});
  await expect(ask('GetServiceQuota', 'ec2', 'L-1216C47A')).resolves.toEqual({
    Quota: {
      ServiceCode: 'ec2',
      QuotaArn: 'arn:aws:servicequotas:eu-west-1:111111111111:ec2/L-1216C47A',
      QuotaCode: 'L-1216C47A',
      QuotaName: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs',
      Value: 5,
      Unit: 'None',
      Adjustable: true,
      GlobalQuota: false,
      QuotaAppliedAtLevel: 'ACCOUNT',
    },
  });
});

test('the quota that an account was granted is reported, and the default is not changed', async () => {
  grant({ onDemandVcpus: 96 });
  await expect(ask('GetServiceQuota', 'ec2', 'L-1216C47A')).resolves.toMatchObject({ Quota: { Value: 96 } });
  await expect(ask('GetAWSDefaultServiceQuota', 'ec2', 'L-1216C47A')).resolves.toMatchObject({ Quota: { Value: 5 } });
});

test('a quota of two limits is reported with the smaller one', async () => {
  grant({ databaseRules: 200, loadBalancerRules: 120 });
  await expect(ask('GetServiceQuota', 'vpc', 'L-0EA8095F')).resolves.toMatchObject({ Quota: { Value: 120 } });
});

test.each([
  ['a quota that is enforced nowhere here', 'ec2', 'L-DB2E81BA', {}, 'the quota ec2/L-DB2E81BA'],
  ['a quota of another service', 'vpc', 'L-1216C47A', {}, 'the quota vpc/L-1216C47A'],
  ['a quota of one resource', 'ec2', 'L-1216C47A', { ContextId: 'i-1' }, 'ContextId of a quota'],
])('%s is refused by name', async (_, service, code, more, named) => {
  await expect(ask('GetServiceQuota', service, code, more)).resolves.toMatchObject({
    __type: 'NotImplementedByEmbeddedAws',
    message: expect.stringContaining(`does not know ${named}`) as string,
  });
});

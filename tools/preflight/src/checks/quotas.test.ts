import { NoSuchResourceException, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { accounts, ledgerOf } from '@malinshopper/environments';
import { accessDenied, clientOf, madeUpSubject } from '../testing/made-up';
import { quotasOf } from './quotas';

type Input = { ServiceCode: string; QuotaCode: string };
const none = () => new NoSuchResourceException({ message: 'not there', $metadata: {} });

/**
 * A stand-in for the client of Service Quotas. It returns these values by quota code, and a high value for every other
 * code.
 */
const granting = (amounts: Record<string, number | Error>, asked: string[] = []) =>
  clientOf(ServiceQuotasClient, {
    GetServiceQuota: ({ ServiceCode, QuotaCode }: Input) => {
      asked.push(`${ServiceCode}/${QuotaCode}`);
      const Value = amounts[QuotaCode] ?? 1000;
      return Value instanceof Error ? Value : { Quota: { Value } };
    },
  });
const lineOf = async (client: ServiceQuotasClient, name: RegExp) =>
  (await quotasOf(madeUpSubject(), () => client)).find(({ about }) => name.test(about))!;

const onDemand = /^Running On-Demand .* eu-west-1$/;
const { sum } = ledgerOf(accounts.nonproduction, 'eu-west-1').find(({ name }) => name === 'onDemandVcpus')!;
const written = accounts.nonproduction.granted.onDemandVcpus!;

it('every quota that Service Quotas lists is asked for, each code once in a region', async () => {
  const asked: string[] = [];
  await quotasOf(madeUpSubject(), () => granting({}, asked));
  expect(asked).toEqual([
    'ec2/L-1216C47A',
    'ec2/L-34B43A08',
    'ec2/L-0263D0A3',
    'vpc/L-F678F1CE',
    'vpc/L-0EA8095F',
    'elasticloadbalancing/L-9365A611',
  ]);
});

it('each region of the account is asked by a client of its own', async () => {
  const regions: string[] = [];
  const account = { ...accounts.nonproduction, regions: ['eu-west-1', 'eu-central-1'] } as const;
  await quotasOf(madeUpSubject({ change: { account } }), (_, region) => {
    regions.push(region);
    return granting({});
  });
  expect(new Set(regions)).toEqual(new Set(['eu-west-1']));
});

it.each([
  ['On-Demand', onDemand, 'L-1216C47A', 'VcpuLimitExceeded'],
  ['Spot', /^All Standard .* Spot/, 'L-34B43A08', 'MaxSpotInstanceCountExceeded'],
  ['elastic addresses', /^EC2-VPC Elastic IPs/, 'L-0263D0A3', 'AddressLimitExceeded'],
])('fewer than all environments with their branches need fails, with the request: %s', async (_, name, code, error) => {
  const line = await lineOf(granting({ [code]: 1 }), name);
  expect(line).toMatchObject({ outcome: 'failed' });
  expect(line.found).toMatch(/^1 granted by AWS, \d+ by accounts\.ts, \d+ needed/);
  expect(line.todo).toMatch(
    new RegExp(
      `^Ask AWS for \\d+: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code ${code} `,
    ),
  );
  expect(line.todo).toContain(`until then AWS refuses with ${error}.`);
});

it('the granted quota is also compared with accounts.ts, on which synthesis relies', async () => {
  await expect(lineOf(granting({ 'L-1216C47A': sum }), onDemand)).resolves.toMatchObject({
    outcome: 'attention',
    found: `${sum} granted by AWS, ${written} by accounts.ts, ${sum} needed with 10 branches`,
    todo: expect.stringContaining(`Write onDemandVcpus: ${sum} as \`granted\``) as string,
  });
  const line = await lineOf(granting({ 'L-1216C47A': written }), onDemand);
  expect(line).toMatchObject({ outcome: 'ok' });
  expect(line.todo).toBeUndefined();
});

it('a quota without an applied value has its default', async () => {
  const defaults = (Value: number) =>
    clientOf(ServiceQuotasClient, { GetServiceQuota: none, GetAWSDefaultServiceQuota: { Quota: { Value } } });
  await expect(lineOf(defaults(1), onDemand)).resolves.toMatchObject({ outcome: 'failed' });
  await expect(lineOf(defaults(written), onDemand)).resolves.toMatchObject({ outcome: 'ok' });
});

it('a quota without permission to read it is unknown, and the others are reported', async () => {
  const client = granting({ 'L-1216C47A': accessDenied() });
  await expect(lineOf(client, onDemand)).resolves.toMatchObject({
    outcome: 'unknown',
    found: 'No answer: AccessDeniedException: User: ana is not authorized to perform this',
  });
  await expect(lineOf(client, /^VPCs/)).resolves.toMatchObject({ outcome: 'ok' });
});

it('an answer without a value is unknown, with the reason of Service Quotas', async () => {
  const client = clientOf(ServiceQuotasClient, {
    GetServiceQuota: { Quota: { ErrorReason: { ErrorMessage: 'the service does not answer' } } },
  });
  await expect(lineOf(client, onDemand)).resolves.toMatchObject({
    outcome: 'unknown',
    found: expect.stringMatching(
      /^No answer: Service Quotas returns no value of .*: the service does not answer$/,
    ) as string,
  });
  await expect(lineOf(clientOf(ServiceQuotasClient, { GetServiceQuota: {} }), onDemand)).resolves.toMatchObject({
    found: expect.stringMatching(/the answer has no value$/) as string,
  });
});

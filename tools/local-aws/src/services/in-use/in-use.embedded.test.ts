import { startEmbeddedAws, stopEmbeddedAws } from '../../daemon';
import { QUOTAS_VARIABLE } from '../../gateway/granted';
import { deletions, isRefused } from './deletions';
import { Client } from './testing/client';
import { inAccounts } from './testing/in-accounts';
import { inEdge } from './testing/in-edge';
import { inInterfaces } from './testing/in-interfaces';
import { inNetworks } from './testing/in-networks';
import { inServices } from './testing/in-services';
import { inStores } from './testing/in-stores';
import { inTraffic } from './testing/in-traffic';

const tries = { ...inNetworks, ...inInterfaces, ...inTraffic, ...inServices, ...inAccounts, ...inStores, ...inEdge };
const account = '222233334444';
let aws: Client;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4645';
  // Each try has a network of its own.
  process.env[QUOTAS_VARIABLE] = JSON.stringify({ [account]: { vpcs: 500, onDemandVcpus: 500, spotVcpus: 500 } });
  await stopEmbeddedAws();
  await startEmbeddedAws();
  aws = await Client.of(account);
});

afterAll(() => stopEmbeddedAws());

test('every type the deletion of which AWS refuses is tried, with the code of the table', () => {
  const refused = Object.entries(deletions).flatMap(([type, deletion]) =>
    isRefused(deletion) ? [[type, deletion.code]] : [],
  );
  expect(refused.map(([type]) => type).sort()).toEqual(Object.keys(tries).sort());
  for (const [type = '', code] of refused) expect(tries[type]?.map((one) => one.code)).toContain(code);
});

const cases = Object.entries(tries).flatMap(([type, ofType]) => ofType.map((one) => ({ type, ...one })));

test.each(cases)('$type is kept while it is used by $by, and can be deleted after it', async ({ code, make }) => {
  const { remove, free } = await make(aws);
  expect((await remove()).code).toBe(code);
  await free();
  const gone = await remove();
  expect({ status: gone.status < 300, body: gone.body }).toEqual({ status: true, body: gone.body });
});

test("AWS's own resources are not deleted: default groups, main route tables, default rules", async () => {
  const id = (await aws.ec2('CreateVpc', { CidrBlock: '10.7.0.0/16' })).first('vpcId');
  const own = { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': id };
  const group = (await aws.ec2('DescribeSecurityGroups', own)).first('groupId');
  expect((await aws.ec2('DeleteSecurityGroup', { GroupId: group })).code).toBe('CannotDelete');
  const table = (await aws.ec2('DescribeRouteTables', own)).first('routeTableId');
  expect((await aws.ec2('DeleteRouteTable', { RouteTableId: table })).code).toBe('DependencyViolation');
});

import type { Call, Operation } from '../gateway/call';
import { listOfEc2 } from './ec2';

const call = (action: string, form: Record<string, string> = {}): Call => ({
  service: 'ec2',
  region: 'eu-west-1',
  accessKeyId: 'key',
  account: '111111111111',
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.from(new URLSearchParams({ Action: action, ...form }).toString()),
  pathParameters: {},
});
const named = (name: string, value: string) => ({ 'Filter.1.Name': name, 'Filter.1.Value.1': value });
const moto = () => Promise.reject(new Error('nothing asks it'));

const tags = (key: string, value: string) => `<tagSet><item><key>${key}</key><value>${value}</value></item></tagSet>`;
const gateway = (id: string, name: string) =>
  `<item><natGatewayId>${id}</natGatewayId><state>available</state>${tags('Environment', name)}</item>`;

/** Two NAT gateways, as moto answers with any filter. */
function twoGateways(asked: string[] = []): Operation {
  return ({ body }) => {
    asked.push(body.toString());
    const items = gateway('nat-1', 'testing') + gateway('nat-2', 'checkout');
    const xml = `<DescribeNatGatewaysResponse><natGatewaySet>${items}</natGatewaySet></DescribeNatGatewaysResponse>`;
    return { status: 200, headers: {}, body: xml };
  };
}

async function gateways(form: Record<string, string>, operation = twoGateways()): Promise<string[]> {
  const reply = await listOfEc2('DescribeNatGateways', operation)(call('DescribeNatGateways', form), moto);
  return [...reply.body.toString().matchAll(/<natGatewayId>([^<]+)</g)].map(([, id = '']) => id);
}

describe('a list of EC2', () => {
  it('has the items that pass its filter by tag, which moto does not know', async () => {
    await expect(gateways(named('tag:Environment', 'checkout'))).resolves.toEqual(['nat-2']);
    await expect(gateways(named('tag:Environment', 'nothing'))).resolves.toEqual([]);
    await expect(gateways(named('tag-key', 'Environment'))).resolves.toEqual(['nat-1', 'nat-2']);
  });

  it('has the items that pass all of its filters', async () => {
    const second = { 'Filter.2.Name': 'state', 'Filter.2.Value.1': 'deleted' };
    await expect(gateways({ ...named('nat-gateway-id', 'nat-*'), ...second })).resolves.toEqual([]);
  });

  it('is requested from moto whole, without filters and pages', async () => {
    const asked: string[] = [];
    await gateways({ ...named('state', 'available'), MaxResults: '5' }, twoGateways(asked));
    expect(asked).toEqual(['Action=DescribeNatGateways']);
  });

  it('refuses a filter that AWS does not have', async () => {
    await expect(gateways(named('colour', 'red'))).rejects.toThrow("The filter 'colour' is invalid");
  });

  it('refuses a filter on a member that no answer has, by name', async () => {
    await expect(gateways(named('vpc-id', 'vpc-1'))).rejects.toThrow(
      'The embedded AWS cannot heed the filter vpc-id (vpc-1) of ec2:DescribeNatGateways: nothing in its answer has a member vpcId',
    );
  });

  it('refuses filters of a call that has not been examined', async () => {
    const answer = listOfEc2('DescribeHosts', twoGateways());
    expect(() => answer(call('DescribeHosts', named('state', 'available')), moto)).toThrow(
      'does not know whether ec2:DescribeHosts heeds the filter state',
    );
  });

  it('comes in pages, without losing an item', async () => {
    const run = listOfEc2('DescribeNatGateways', twoGateways());
    const first = await run(call('DescribeNatGateways', { MaxResults: '1' }), moto);
    const [, token = ''] = /<nextToken>([^<]+)</.exec(first.body.toString()) ?? [];
    await expect(gateways({ MaxResults: '1' })).resolves.toEqual(['nat-1']);
    await expect(gateways({ MaxResults: '1', NextToken: token })).resolves.toEqual(['nat-2']);
  });
});

/** Returns two reservations with one instance each, on two pages, as moto does. */
const reservations: Operation = ({ body }) => {
  const second = body.toString().includes('NextToken=r-1');
  const one = (id: string) =>
    `<item><reservationId>r-${id}</reservationId><instancesSet><item><instanceId>i-${id}</instanceId></item></instancesSet></item>`;
  const page = second ? one('2') : `${one('1')}`;
  const token = second ? '' : '<nextToken>r-1</nextToken>';
  const xml = `<DescribeInstancesResponse><reservationSet>${page}</reservationSet>${token}</DescribeInstancesResponse>`;
  return { status: 200, headers: {}, body: xml };
};

async function instances(form: Record<string, string>): Promise<string[]> {
  const reply = await listOfEc2('DescribeInstances', reservations)(call('DescribeInstances', form), moto);
  return [...reply.body.toString().matchAll(/<(?:instanceId|reservationId)>([^<]+)</g)].map(([, id = '']) => id);
}

describe('instances, which are in reservations', () => {
  it('are complete, although moto cuts them', async () => {
    await expect(instances({})).resolves.toEqual(['r-1', 'i-1', 'r-2', 'i-2']);
  });

  it('pass by their own members and by those of their reservation; an empty reservation is left out', async () => {
    await expect(instances(named('instance-id', 'i-2'))).resolves.toEqual(['r-2', 'i-2']);
    await expect(instances(named('reservation-id', 'r-1'))).resolves.toEqual(['r-1', 'i-1']);
  });
});

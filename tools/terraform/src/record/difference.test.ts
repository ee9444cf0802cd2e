import { stackJson } from '../testing/fake-app';
import { differenceOf } from './difference';
import { movedIn } from './moved';
import { isResource, partsOf } from './parts';

type Resources = Record<string, Record<string, object>>;

const made = (path: string, body: object = {}) => ({ '//': { metadata: { path, uniqueId: path } }, ...body });

/** Returns a stack with a network and a resource in the network. */
const json = (resource: Resources, others: object = {}) =>
  JSON.stringify({ ...(JSON.parse(stackJson()) as object), resource, output: { id: { value: 'x' } }, ...others });

const vpc = { aws_vpc: { main_1A2B3C4D: made('network/main', { cidr_block: '10.0.0.0/16', tags: { Name: 'main' } }) } };
const subnet = (vpcId: string, cidr = '10.0.1.0/24') =>
  made('network/a', { vpc_id: `\${${vpcId}.id}`, cidr_block: cidr });
const before = partsOf(json({ ...vpc, aws_subnet: { a_1: subnet('aws_vpc.main_1A2B3C4D') } }));
const difference = (now: string) => differenceOf(before, partsOf(now), movedIn(now));
const none = { added: [], removed: [], changed: [], renamed: [] };

test('the same stack has no difference, in whatever order it is written', () => {
  expect(difference(json({ aws_subnet: { a_1: subnet('aws_vpc.main_1A2B3C4D') }, ...vpc }))).toEqual(none);
});

test('parts that are added, removed and changed are listed by their addresses, also those of other sections', () => {
  const now = json({ ...vpc, aws_eip: { b: made('network/b') } }, { output: { id: { value: 'y' } }, locals: { a: 1 } });
  expect(difference(now)).toEqual({
    ...none,
    added: ['aws_eip.b', 'locals.a'],
    removed: ['aws_subnet.a_1'],
    changed: ['output.id'],
  });
});

test('a provider with other tags is one part that has changed', () => {
  const { aws } = (JSON.parse(stackJson()) as { provider: { aws: object[] } }).provider;
  const provider = { aws: [{ ...aws[0], default_tags: [{ tags: { Team: 'x' } }] }, aws[1]] };
  const now = json({ ...vpc, aws_subnet: { a_1: subnet('aws_vpc.main_1A2B3C4D') } }, { provider });
  expect(difference(now)).toEqual({ ...none, changed: ['provider'] });
});

describe('a resource with a new name only', () => {
  const core = { core_5E6F7A8B: made('network/core', { cidr_block: '10.0.0.0/16', tags: { Name: 'core' } }) };

  test('is found, and references to it do not count as changes', () => {
    const now = json({ aws_vpc: core, aws_subnet: { a_1: subnet('aws_vpc.core_5E6F7A8B') } });
    expect(difference(now)).toEqual({
      added: ['aws_vpc.core_5E6F7A8B'],
      removed: ['aws_vpc.main_1A2B3C4D'],
      changed: ['aws_subnet.a_1'],
      renamed: [{ from: 'aws_vpc.main_1A2B3C4D', to: 'aws_vpc.core_5E6F7A8B' }],
    });
  });

  test('is found together with everything that moved with it', () => {
    const now = json({ aws_vpc: core, aws_subnet: { core_a_2: subnet('aws_vpc.core_5E6F7A8B') } });
    expect(difference(now).renamed).toEqual([
      { from: 'aws_vpc.main_1A2B3C4D', to: 'aws_vpc.core_5E6F7A8B' },
      { from: 'aws_subnet.a_1', to: 'aws_subnet.core_a_2' },
    ]);
  });

  test('is another one when a value of it differs', () => {
    const other = { core_5E6F7A8B: made('network/core', { cidr_block: '10.1.0.0/16' }) };
    expect(difference(json({ aws_vpc: other })).renamed).toEqual([]);
  });

  test('is neither added nor removed once the stack declares its move', () => {
    const moved = [{ from: 'aws_vpc.main_1A2B3C4D', to: 'aws_vpc.core_5E6F7A8B' }];
    const now = json({ aws_vpc: core, aws_subnet: { a_1: subnet('aws_vpc.core_5E6F7A8B') } }, { moved });
    expect(difference(now)).toEqual({
      ...none,
      added: ['moved'],
      changed: ['aws_vpc.core_5E6F7A8B', 'aws_subnet.a_1'],
    });
  });
});

test('among several that are alike, those with similar names are paired', () => {
  const queues = (...names: string[]) =>
    json({ aws_sqs_queue: Object.fromEntries(names.map((name) => [name, made(name)])) });
  const was = partsOf(queues('orders_dead_0000AAAA', 'mails_dead_0000BBBB'));
  const { renamed } = differenceOf(was, partsOf(queues('queues_mails_dead_0000CCCC', 'queues_orders_dead_0000DDDD')));
  expect(renamed).toEqual([
    { from: 'aws_sqs_queue.orders_dead_0000AAAA', to: 'aws_sqs_queue.queues_orders_dead_0000DDDD' },
    { from: 'aws_sqs_queue.mails_dead_0000BBBB', to: 'aws_sqs_queue.queues_mails_dead_0000CCCC' },
  ]);
});

test.each([
  ['aws_vpc.main', true],
  ['terraform_data.wait', true],
  ['output.vpcId', false],
  ['data.aws_ami.image', false],
  ['provider', false],
])('%s is a resource: %s', (address, is) => expect(isResource(address)).toBe(is));

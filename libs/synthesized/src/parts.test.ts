import { unformed } from './parts';
import { Stack } from './stack';
import { madeUpStack } from './testing/made-up-stack';

const addresses = (document: object) =>
  new Stack({ ...madeUpStack({ aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } }), ...document }).parts
    .map(({ address }) => address)
    .filter((address) => !/^(terraform|provider)/.test(address));

test('each block beside the resources is a part, with its address', () => {
  expect(
    addresses({
      data: { http: { page: {}, other: {} } },
      output: { a: { value: 1 } },
      locals: { b: 'text' },
      import: [{ to: 'aws_vpc.main', id: 'vpc-1' }],
      module: { around: {} },
      removed: [{ from: 'aws_vpc.gone' }],
      reaction: {},
    }),
  ).toEqual([
    'data.http.page',
    'data.http.other',
    'output.a',
    'locals.b',
    'import',
    'module.around',
    'removed',
    'reaction',
  ]);
});

test.each<[string, unknown, string]>([
  ['all resources as a list', [{ aws_vpc: { main: {} } }], 'resource'],
  ['resources of a type as a list', { aws_vpc: [{ main: {} }] }, 'resource.aws_vpc'],
  ['a resource as a list', { aws_vpc: { main: [{}] } }, 'resource.aws_vpc.main'],
  ['a resource as a text', { aws_vpc: { main: '${local.main}' } }, 'resource.aws_vpc.main'],
])('%s is not a resource, but a part', (_what, resource, address) => {
  const stack = new Stack({ ...madeUpStack({}), resource });
  expect(stack.resources).toEqual([]);
  expect(stack.part(address)).toBeDefined();
});

test('a type without resources is no part', () => {
  expect(addresses({ resource: { aws_vpc: {} } })).toEqual([]);
});

test('a part that is not an object keeps its value', () => {
  expect(new Stack({ ...madeUpStack({}), locals: { a: 'text' } }).part('locals.a')?.config[unformed]).toBe('text');
});

test.each([
  ['no object', 'text'],
  ['nothing', {}],
  ['a provider that is no list', { provider: { aws: { region: 'eu-west-1' } } }],
  ['a provider without a region', { provider: { aws: [{}] } }],
  ['a backend of another kind', { terraform: { backend: { local: {} } }, '//': { metadata: { stackName: 'data' } } }],
])('a document with %s is read as far as possible', (_what, document) => {
  expect(new Stack(document).resources).toEqual([]);
});

test('a stack without a state has its name in cdktf', () => {
  const stack = new Stack({ terraform: {}, '//': { metadata: { stackName: 'data' } } });
  expect([stack.app, stack.key]).toEqual(['data', 'data has no state']);
});

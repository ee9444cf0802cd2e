import { movedValues } from './states';

const state = (outputs: Record<string, unknown>, attributes: object = {}) =>
  JSON.stringify({
    resources: [{ type: 'aws_vpc', name: 'main', instances: [{ attributes }] }],
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }])),
  });

test('an output or an attribute has moved if it has another value, or is new', () => {
  const before = new Map([['network', state({ vpcId: 'vpc-1', zones: ['a'], gone: 1 }, { cidr: 'a', arn: 'x' })]]);
  const after = new Map([
    ['network', state({ vpcId: 'vpc-2', zones: ['a'], natId: 'nat-1' }, { cidr: 'b', arn: 'x' })],
    ['search', '{}'],
  ]);
  expect([...movedValues(before, after)]).toEqual(['network: vpcId', 'network: natId', 'network: aws_vpc.main.cidr']);
});

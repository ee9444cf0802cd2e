import { movedOutputs } from './states';

const state = (outputs: Record<string, unknown>) =>
  JSON.stringify({
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }])),
  });

test('an output has moved if it has another value, or is new', () => {
  const before = new Map([['network', state({ vpcId: 'vpc-1', zones: ['a'], gone: 1 })]]);
  const after = new Map([
    ['network', state({ vpcId: 'vpc-2', zones: ['a'], natId: 'nat-1' })],
    ['search', '{}'],
  ]);
  expect([...movedOutputs(before, after)]).toEqual(['network: vpcId', 'network: natId']);
});

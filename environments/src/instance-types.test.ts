import { burstableFamilies, instanceTypes, vcpusOf } from './instance-types';

describe('the virtual processors of an instance type', () => {
  it('are those of AWS', () => {
    const some = ['t4g.small', 't4g.medium', 't4g.xlarge', 'c6g.medium', 'm7g.large', 'c7g.xlarge', 'r6i.24xlarge'];
    expect(some.map(vcpusOf)).toEqual([2, 2, 4, 1, 2, 4, 96]);
  });

  it('are known for every type that an environment can have', () => {
    for (const type of instanceTypes) expect(vcpusOf(type)).toBeGreaterThan(0);
  });

  it('of an unknown size are refused', () => {
    expect(() => vcpusOf('m7g.metal')).toThrow(
      'The size of m7g.metal is not known: add its vCPUs to environments/src/instance-types.ts.',
    );
  });
});

test('the families with CPU credits are the burstable ones', () => {
  expect(burstableFamilies).toEqual(['t3', 't3a', 't4g']);
});

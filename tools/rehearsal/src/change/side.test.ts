import type { Synthesized } from '@malinshopper/terraform';
import { changedBetween, notKept, type Side } from './side';

const side = (stacks: Record<string, string>): Side => ({
  root: '/repository',
  projects: [],
  stacks: new Map(Object.entries(stacks).map(([app, json]) => [app, { json } as Synthesized])),
});

test('two sides differ in the apps with another JSON, in new ones, and in deleted ones', () => {
  const before = side({ network: '1', data: '1', search: '1' });
  const after = side({ network: '1', data: '2', mails: '1' });
  expect(changedBetween(before, after)).toEqual({ changed: ['data'], made: ['mails'], gone: ['search'] });
});

test('a resource with another id was not kept, unless a plan replaced it or it is deleted', () => {
  const old = new Map([
    ['network: aws_vpc.main', 'vpc-1'],
    ['network: aws_subnet.a', 'subnet-1'],
    ['network: aws_eip.nat', 'eip-1'],
    ['network: aws_route.out', 'route-1'],
  ]);
  const now = new Map([
    ['network: aws_vpc.main', 'vpc-2'],
    ['network: aws_subnet.a', 'subnet-2'],
    ['network: aws_route.out', 'route-1'],
  ]);
  expect(notKept(old, now, new Set(['network: aws_subnet.a']))).toEqual(['network: aws_vpc.main']);
});

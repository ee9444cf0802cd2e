import { PlainReporter, type TerraformEvent } from '@malinshopper/terraform';
import { Watched } from './happened';

const completed = (address: string, action: string) =>
  ({ kind: 'completed', address, action, at: 0 }) as TerraformEvent;

test("each resource's completed changes become one action", () => {
  const watched = new Watched(new Set(['data: a.was', 'data: a.goes', 'data: a.stays']));
  const lines: string[] = [];
  const reporter = watched.of(new PlainReporter((line) => lines.push(line)));
  for (const [address, action] of [
    ['a.was', 'create'],
    ['a.was', 'delete'],
    ['a.new', 'create'],
    ['a.goes', 'delete'],
    ['a.stays', 'update'],
    ['data.a.b', 'read'],
  ]) {
    reporter.event('data', completed(address!, action!));
  }
  reporter.event('data', { kind: 'started', address: 'a.begun', action: 'update', at: 0 });
  reporter.note('data', 'a note');
  expect(Object.fromEntries(watched.happened().get('data')!)).toEqual({
    'a.was': 'replace',
    'a.new': 'create',
    'a.goes': 'delete',
    'a.stays': 'update',
  });
  expect(lines.join()).toContain('a note');
});

test('a resource that is kept under another address until its readers have moved on counts for its previous address', () => {
  const group = 'aws_security_group.clients';
  const watched = new Watched(new Set([`data: ${group}`, 'data: aws_subnet.b']));
  const reporter = watched.of(new PlainReporter(() => undefined));
  reporter.event('data', completed(group, 'create'));
  reporter.event('data', completed(`${group}_outgoing_sg-1`, 'delete'));
  reporter.event('data', completed('aws_subnet.b_outgoing_subnet-1', 'delete'));
  expect([...watched.happened().get('data')!]).toEqual([
    [group, 'replace'],
    ['aws_subnet.b', 'delete'],
  ]);
});

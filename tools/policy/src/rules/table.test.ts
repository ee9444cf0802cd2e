import { on } from './ask';
import { distinct, rulesOf } from './table';

const words = { title: 'Queues are encrypted', severity: 'low', why: 'Messages are secret', fix: 'Set it' } as const;
const one = rulesOf(
  'aws_sqs_queue',
  { R_1: { ...words, covers: 'A1 B2', ask: on('encrypted') } },
  { scenario: 'cluster' },
);
const other = rulesOf('aws_sns_topic', { R_2: { ...words, ask: on('encrypted'), tried: { path: 'alarms' } } });

test('a row becomes a rule with its id, and with the breaks of its ask in the place that the table sets', () => {
  const [rule] = one;
  expect(rule).toMatchObject({ ...words, id: 'R_1', covers: ['A1', 'B2'], types: ['aws_sqs_queue'] });
  expect(rule?.breaks.map(({ what, scenario, type }) => [what, scenario, type])).toEqual([
    ['encrypted is not set', 'cluster', 'aws_sqs_queue'],
    ['encrypted is false', 'cluster', 'aws_sqs_queue'],
  ]);
  expect(other[0]?.breaks[0]).toMatchObject({ type: 'aws_sns_topic', path: 'alarms' });
});

test('two rules of one id do not compile', () => {
  expect(distinct(one, other).map(({ id }) => id)).toEqual(['R_1', 'R_2']);
  // @ts-expect-error R_1 is the id of two rules
  expect(distinct(one, other, one)).toHaveLength(3);
});

import type { Value } from '../value/value';
import type { ReviewedChange } from './record';
import { relevantDrift } from './relevant-drift';

const change = (address: string, before: Value, after: Value, action: ReviewedChange['action'] = 'update') =>
  ({ address, type: 'aws_sqs_queue', mode: 'managed', action, before, after }) as ReviewedChange;
const drifted = change('aws_sqs_queue.q', { delay: 1, url: '' }, { delay: 2, url: '' });

test.each<[string, ReviewedChange[], string[], boolean]>([
  ['the plan takes back', [change('aws_sqs_queue.q', { delay: 2 }, { delay: 1 })], [], true],
  ['a change depends on', [], ['aws_sqs_queue.q'], true],
  ['nothing depends on', [], [], false],
  ['stands beside what the plan changes', [change('aws_sqs_queue.q', { url: '' }, { url: 'x' })], [], false],
])('drift that %s is told, or not', (_what, changes, sources, isTold) => {
  expect(relevantDrift([drifted], changes, new Set(sources))).toEqual(isTold ? [drifted] : []);
});

test('drift in which nothing differs is not told, whatever depends on it', () => {
  const same = change('aws_sqs_queue.q', { delay: 1 }, { delay: 1 });
  expect(relevantDrift([same], [], new Set(['aws_sqs_queue.q']))).toEqual([]);
});

test('what is gone from AWS is always told', () => {
  const gone = change('aws_sqs_queue.q', { delay: 1 }, null, 'delete');
  expect(relevantDrift([gone], [], new Set())).toEqual([gone]);
});

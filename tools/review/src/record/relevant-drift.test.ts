import type { Value } from '../value/value';
import type { ReviewedChange } from './record';
import { relevantDrift, type Source } from './relevant-drift';

const change = (address: string, before: Value, after: Value, action: ReviewedChange['action'] = 'update') =>
  ({ address, type: 'aws_sqs_queue', mode: 'managed', action, before, after }) as ReviewedChange;
const drifted = change('aws_sqs_queue.q', { delay: 1, url: '' }, { delay: 2, url: '' });

test.each<[string, ReviewedChange[], Source[], boolean]>([
  ['the plan reverts', [change('aws_sqs_queue.q', { delay: 2 }, { delay: 1 })], [], true],
  ['a change depends on', [], [{ address: 'aws_sqs_queue.q', attribute: 'delay' }], true],
  ['a change may depend on, without a known attribute', [], [{ address: 'aws_sqs_queue.q' }], true],
  [
    'is in another attribute than the one that a change depends on',
    [],
    [{ address: 'aws_sqs_queue.q', attribute: 'url' }],
    false,
  ],
  ['nothing depends on', [], [], false],
  [
    'is in another attribute than the one that the plan changes',
    [change('aws_sqs_queue.q', { url: '' }, { url: 'x' })],
    [],
    false,
  ],
])('drift that %s is listed, or not', (_what, changes, sources, isTold) => {
  expect(relevantDrift([drifted], changes, sources)).toEqual(isTold ? [drifted] : []);
});

test('drift without a difference is not listed, even if a change depends on it', () => {
  const same = change('aws_sqs_queue.q', { delay: 1 }, { delay: 1, redrive: [] });
  expect(relevantDrift([same], [], [{ address: 'aws_sqs_queue.q' }])).toEqual([]);
});

test('a resource that is gone from AWS is always listed', () => {
  const gone = change('aws_sqs_queue.q', { delay: 1 }, null, 'delete');
  expect(relevantDrift([gone], [], [])).toEqual([gone]);
});

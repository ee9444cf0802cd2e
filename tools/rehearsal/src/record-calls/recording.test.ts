import { assertUnchanged, logOf, mergedRecording } from './recording';

const known = { data: { plan: ['rds:DescribeDBInstances'], deployAndDestroy: ['rds:CreateDBInstance'] } };

test('a recording keeps earlier calls, adds new ones in order, and reports those that were not made this time', () => {
  const called = {
    plan: ['rds:ListTagsForResource', 'rds:DescribeDBInstances'],
    deployAndDestroy: ['rds:AddTagsToResource'],
  };
  const { recorded, missed } = mergedRecording(known, ['data'], (_, phase) => called[phase]);
  expect(recorded).toEqual({
    data: {
      plan: ['rds:DescribeDBInstances', 'rds:ListTagsForResource'],
      deployAndDestroy: ['rds:AddTagsToResource', 'rds:CreateDBInstance'],
    },
  });
  expect(missed).toEqual(['data, deployAndDestroy: not called this time: rds:CreateDBInstance']);
});

test('a recording has a new app, no deleted one, and no calls of parts with a role of their own', () => {
  const calls = ['sqs:CreateQueue', 'secretsmanager:GetSecretValue'];
  const { recorded } = mergedRecording(known, ['queues'], () => calls);
  expect(recorded).toEqual({ queues: { plan: ['sqs:CreateQueue'], deployAndDestroy: ['sqs:CreateQueue'] } });
});

test('a recording of sources that have changed meanwhile is refused', () => {
  expect(() => assertUnchanged('{}', '{}')).not.toThrow();
  expect(() => assertUnchanged('{}', '{"resource":{}}')).toThrow(
    'The sources of the apps changed during the recording. Plans have therefore also made calls because of changes in upstream apps. Nothing ' +
      'was recorded. Run npm run record:calls again, and leave the sources alone until it ends.',
  );
});

test('an embedded AWS that has ended has no log', () => {
  expect(logOf({ running: true, log: 'gateway.log' })).toBe('gateway.log');
  expect(() => logOf({ running: false })).toThrow(
    'The recorded embedded AWS has ended. Run npm run record:calls again.',
  );
});

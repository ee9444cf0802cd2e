import { mergedRecording } from './recording';

const known = { data: { plan: ['rds:DescribeDBInstances'], deployAndDestroy: ['rds:CreateDBInstance'] } };

test('a recording keeps what was recorded before, adds what is new in order, and says what was not called this time', () => {
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

test('a recording has a new app, not one that is gone, and nothing of what runs in a role of its own', () => {
  const calls = ['sqs:CreateQueue', 'secretsmanager:GetSecretValue'];
  const { recorded } = mergedRecording(known, ['queues'], () => calls);
  expect(recorded).toEqual({ queues: { plan: ['sqs:CreateQueue'], deployAndDestroy: ['sqs:CreateQueue'] } });
});

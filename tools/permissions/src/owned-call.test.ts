import { ownedCall } from './owned-call';

test('a call on a resource that can belong to another team has that team as its owner', () => {
  const call = { action: 'ec2:CreateSecurityGroup', kind: 'vpc', tags: 'others' } as const;
  expect(ownedCall(call)).toEqual({ ...call, tags: 'network' });
});

test.each(['new', 'own', undefined] as const)('a call on a resource that is %s stays unchanged', (tags) => {
  const call = { action: 'sqs:CreateQueue', kind: 'queue', ...(tags && { tags }) };
  expect(ownedCall(call)).toEqual(call);
});

test('a call on another team’s resource of a kind that no team lends is refused', () => {
  expect(() => ownedCall({ action: 'sqs:SendMessage', kind: 'queue', tags: 'others' })).toThrow(
    "sqs:SendMessage is about a queue that may be another team's, and tools/permissions does not know which team's. Add the kind to " +
      'owners in tools/permissions/src/owned-call.ts.',
  );
});

import { environment } from '@malinshopper/environments';
import { madeUpStack } from './testing/made-up-stack';
import { statementsOf } from './policy-document';
import { Stack } from './stack';
import { World } from './world';

const worldWith = (policy: unknown) =>
  new World(environment('production'), [new Stack(madeUpStack({ aws_sns_topic_policy: { told: { policy } } }))]);
const read = (policy: unknown) => {
  const world = worldWith(policy);
  return statementsOf(world.resources('aws_sns_topic_policy')[0]!, world);
};

test('one and many are the same, and `*` is a principal like others', () => {
  const [one] = read(JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:Publish' } }));
  expect(one).toMatchObject({ effect: 'Allow', principals: { AWS: ['*'] }, actions: ['sns:Publish'], resources: [] });
});

test('the principals that a statement excludes are read too', () => {
  const [one, other] = read(
    JSON.stringify({
      Statement: [
        { Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::1:root' }, Action: 'sns:Publish' },
        { Effect: 'Deny', NotPrincipal: '*', Action: 'sns:Publish' },
      ],
    }),
  );
  expect([one?.principals, one?.notPrincipals]).toEqual([undefined, { AWS: ['arn:aws:iam::1:root'] }]);
  expect(other?.notPrincipals).toEqual({ AWS: ['*'] });
});

test('a missing policy has no statement', () => {
  expect(read(undefined)).toEqual([]);
});

test('throws for a policy that Terraform generates, which no rule could check', () => {
  expect(() => read('${jsonencode({Statement = []})}')).toThrow(
    /^aws_sns_topic_policy\.told \(data\/told\): policy is no JSON, so no rule can judge it\. It begins with "\$\{jsonencode/,
  );
});

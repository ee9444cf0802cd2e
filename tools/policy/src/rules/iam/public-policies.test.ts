import { environment } from '@malinshopper/environments';
import { Stack, World } from '@malinshopper/synthesized';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import { resourcePolicies } from './public-policies';

const [rule] = resourcePolicies;
const everyone = { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const text = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);

/** The fault of a resource of a type. */
function faultOf(type: string, config: object, locals: object = {}) {
  const world = new World(environment('production'), [new Stack(madeUpStack({ [type]: { one: config } }, { locals }))]);
  const [resource] = world.resources(type);
  return rule!.about!(resource!, world) ? rule!.check(resource!, world) : 'is not judged';
}

test.each([
  ['aws_secretsmanager_secret_policy', 'policy'],
  ['aws_opensearch_domain', 'access_policies'],
  ['aws_cloudwatch_log_resource_policy', 'policy_document'],
])('an %s is public by its %s', (type, attribute) => {
  expect(faultOf(type, { [attribute]: text(everyone) })).toBe('statement Open allows the public');
  expect(faultOf(type, { [attribute]: '${local.policy}' }, { policy: text(everyone) })).toContain('allows the public');
});

test('a policy with a named principal passes, and one for all principals but some fails', () => {
  const by = (who: object) => faultOf('aws_ecr_repository_policy', { policy: text({ ...everyone, ...who }) });
  expect(by({ Principal: { Service: 'ec2.amazonaws.com' } })).toBeUndefined();
  expect(by({ Principal: undefined, NotPrincipal: { AWS: '1' } })).toBe('statement Open allows all but {"AWS":["1"]}');
});

test('policies of identities, and those that other rules judge, are not judged here', () => {
  expect(faultOf('aws_iam_policy', { policy: text({ ...everyone, Principal: undefined }) })).toBe('is not judged');
  expect(faultOf('aws_s3_bucket_policy', { policy: text(everyone) })).toBe('is not judged');
  expect(faultOf('aws_vpc_endpoint', { policy: text(everyone) })).toBe('is not judged');
  expect(faultOf('aws_dlm_lifecycle_policy', { policy: { details: 'no text' } })).toBe('is not judged');
});

test('throws for a policy that is not JSON', () => {
  expect(() => faultOf('aws_ecr_repository_policy', { policy: '${jsonencode({})}' })).toThrow(/policy is no JSON/);
});

import { publicByType } from './exposure';
import { smallWorld } from '../../testing/small-world';

/** Why a resource of a type is for the internet. */
function why(type: string, config: object, locals: Record<string, unknown> = {}) {
  const world = smallWorld([{ key: 'policy-d728d/network.tfstate', resource: { [type]: { one: config } }, locals }]);
  return publicByType(world.resources(type)[0]!, world);
}

test('a resource that gives access to any account is public, also by a local', () => {
  expect(why('aws_ami_launch_permission', { group: 'all' })).toBe('is an aws_ami_launch_permission with group all');
  expect(why('aws_lambda_permission', { principal: '*' })).toBe('is an aws_lambda_permission with principal *');
  expect(why('aws_lambda_permission', { principal: '${local.any}' }, { any: '*' })).toContain('principal *');
});

test('what lets in an account or a service is not', () => {
  expect(why('aws_ami_launch_permission', { account_id: '111122223333' })).toBeUndefined();
  expect(why('aws_lambda_permission', { principal: 'events.amazonaws.com' })).toBeUndefined();
});

test('what answers the internet by being there is', () => {
  expect(why('aws_lambda_function_url', {})).toContain('which the internet reaches');
});

import { publicByType } from './exposure';
import { smallWorld } from '../../testing/small-world';

/** The reason why a resource of a type is public. */
function why(type: string, config: object, locals: Record<string, unknown> = {}) {
  const world = smallWorld([{ key: 'policy-d728d/network.tfstate', resource: { [type]: { one: config } }, locals }]);
  return publicByType(world.resources(type)[0]!, world);
}

test('a resource that gives access to any account is public, also by a local', () => {
  expect(why('aws_ami_launch_permission', { group: 'all' })).toBe('is an aws_ami_launch_permission with group all');
  expect(why('aws_lambda_permission', { principal: '*' })).toBe('is an aws_lambda_permission with principal *');
  expect(why('aws_lambda_permission', { principal: '${local.any}' }, { any: '*' })).toContain('principal *');
});

test('a permission for one account or a service is not public', () => {
  expect(why('aws_ami_launch_permission', { account_id: '111122223333' })).toBeUndefined();
  expect(why('aws_lambda_permission', { principal: 'events.amazonaws.com' })).toBeUndefined();
});

test('a resource that always answers the internet is public', () => {
  expect(why('aws_lambda_function_url', {})).toContain('which the internet reaches');
});

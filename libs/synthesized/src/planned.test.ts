import { environment } from '@malinshopper/environments';
import { madeUpStack } from './testing/made-up-stack';
import { PlannedValues } from './planned';
import { statementsOf } from './policy-document';
import { Stack } from './stack';
import { World } from './world';

const stack = new Stack(
  madeUpStack({
    aws_vpc_security_group_ingress_rule: { rule: { cidr_ipv4: '${data.terraform_remote_state.network.outputs.cidr}' } },
    aws_s3_bucket_policy: {
      policy: {
        policy: JSON.stringify({
          Statement: [
            { Effect: 'Allow', Principal: { AWS: '${aws_iam_role.reader.arn}' }, Resource: '${aws_s3_bucket.b.arn}/*' },
          ],
        }),
      },
    },
  }),
);
const plan = new PlannedValues({
  format_version: '1.2',
  prior_state: {
    values: {
      root_module: {
        resources: [
          { address: 'data.terraform_remote_state.network', values: { outputs: { cidr: '0.0.0.0/0', zones: ['a'] } } },
          { address: 'aws_s3_bucket.b', values: { arn: 'arn:aws:s3:::old' } },
        ],
      },
    },
  },
  planned_values: {
    root_module: {
      resources: [
        { address: 'aws_s3_bucket.b', values: { arn: 'arn:aws:s3:::content' } },
        { address: 'aws_iam_role.reader', values: { arn: '*' } },
      ],
    },
  },
});
const world = new World(environment('production'), [stack], [], new Map([[stack.key, plan]]));

test('an output of another app has the value of the plan', () => {
  const [rule] = world.resources('aws_vpc_security_group_ingress_rule');
  expect(world.resolve(rule!.config['cidr_ipv4'], stack)).toBe('0.0.0.0/0');
});

test('a policy has the future ARNs of the plan', () => {
  const [statement] = statementsOf(world.resources('aws_s3_bucket_policy')[0]!, world);
  expect(statement?.resources).toEqual(['arn:aws:s3:::content/*']);
});

test('a value that is not in the plan is that of the program, and a list is not a text', () => {
  expect(world.resolve('${aws_s3_bucket.other.arn}', stack)).toBe('${aws_s3_bucket.other.arn}');
  expect(plan.at('data.terraform_remote_state.network', ['outputs', 'zones'])).toBeUndefined();
  expect(world.resolve('a ${aws_s3_bucket.other.arn} b', stack)).toBe('a ${aws_s3_bucket.other.arn} b');
});

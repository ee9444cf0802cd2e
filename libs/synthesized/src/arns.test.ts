import { environment } from '@malinshopper/environments';
import { withArns } from './arns';
import { PlannedValues } from './planned';
import { Stack } from './stack';
import { madeUpStack } from './testing/made-up-stack';
import { World } from './world';

const data = madeUpStack({
  aws_s3_bucket: { content: { bucket: 'malinshopper-x' } },
  aws_iam_role: { job: { name: 'job', path: '/data/' }, of: { name: '${aws_s3_bucket.content.bucket}' } },
  aws_kms_key: { own: {} },
  aws_db_instance: { server: { identifier: 'x-mysql' } },
  aws_vpc: { main: {} },
  aws_iam_openid_connect_provider: { github: { url: 'https://token.example.com' } },
});
const stack = new Stack({ ...data, output: { contentArn: { value: '${aws_s3_bucket.content.arn}' } } });
const compute = new Stack(
  madeUpStack(
    {},
    { data: { terraform_remote_state: { data: { config: { key: 'production/data.tfstate' } } } } },
    'production/compute.tfstate',
  ),
);
const plans = new Map([
  [
    stack.key,
    new PlannedValues({
      planned_values: {
        root_module: { resources: [{ address: 'aws_kms_key.own', values: { arn: 'arn:of-a-plan' } }] },
      },
    }),
  ],
]);
const world = new World(environment('production'), [stack, compute], [], plans);
const account = 'arn:aws:iam::111122223333';

test.each([
  ['${aws_s3_bucket.content.arn}/a/*', 'arn:aws:s3:::malinshopper-x/a/*'],
  ['${aws_iam_role.job.arn}', `${account}:role/data/job`],
  // A name that is itself a reference is resolved.
  ['${aws_iam_role.of.arn}', `${account}:role/malinshopper-x`],
  ['${aws_iam_openid_connect_provider.github.arn}', `${account}:oidc-provider/token.example.com`],
  // The construct path of a resource replaces the id that AWS generates, even if a plan contains the id.
  ['${aws_kms_key.own.arn}', 'arn:aws:kms:eu-west-1:111122223333:key/data/own'],
  ['arn:aws:ec2:eu-west-1:1:vpc/${aws_vpc.main.id}', 'arn:aws:ec2:eu-west-1:1:vpc/data/main'],
  ['${aws_vpc.main.arn}', 'arn:aws:aws_vpc:eu-west-1:111122223333:data/main'],
  ['${aws_vpc.main.owner_id}', 'data/main.owner_id'],
  [
    '${aws_db_instance.server.master_user_secret[0].secret_arn}',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!data/server',
  ],
  // A variable of IAM is not one of Terraform.
  ['$${aws:PrincipalAccount}', '${aws:PrincipalAccount}'],
  ['${aws_sns_topic.gone.arn}', '${aws_sns_topic.gone.arn}'],
])('%s is %s for AWS', (text, expected) => {
  expect(withArns(text, stack, world)).toBe(expected);
});

test('an output of another app is resolved', () => {
  const reference = '${data.terraform_remote_state.data.outputs.contentArn}/x';
  expect(withArns(reference, compute, world)).toBe('arn:aws:s3:::malinshopper-x/x');
});

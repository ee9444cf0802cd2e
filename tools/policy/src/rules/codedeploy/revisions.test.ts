import { revisions } from './revisions';
import { smallWorld } from '../../testing/small-world';

const bucket = { aws_s3_bucket: { packages: {} } };
const output = {
  packageBucketName: '${aws_s3_bucket.packages.bucket}',
  packageBucketArn: '${aws_s3_bucket.packages.arn}',
};

/** The fault of an instance that reads the packages behind a data source. */
const reading = (source: string) => {
  const Resource = `\${data.terraform_remote_state.${source}.outputs.packageBucketArn}/releases/*`;
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource }] });
  const world = smallWorld(
    [
      { key: 'policy-d728d/data.tfstate', resource: bucket, output },
      {
        key: 'policy-d728d/compute.tfstate',
        reads: { data: 'policy-d728d/data.tfstate', 'data-of-testing': 'testing/data.tfstate' },
        resource: {
          aws_launch_template: { web: { iam_instance_profile: { arn: '${aws_iam_instance_profile.web.arn}' } } },
          aws_iam_instance_profile: { web: { role: '${aws_iam_role.web.name}' } },
          aws_iam_role: { web: {} },
          aws_iam_role_policy: { web: { role: '${aws_iam_role.web.name}', policy } },
        },
      },
    ],
    [{ key: 'testing/data.tfstate', resource: bucket, output }],
  );
  const rule = revisions.find(({ id }) => id === 'MAL_PKG_2')!;
  return rule.check(world.resources('aws_launch_template')[0]!, world);
};

test('an instance that reads revisions of its own environment passes', () => {
  expect(reading('data')).toBeUndefined();
});

test('an instance of a branch that reads revisions of its host fails', () => {
  expect(reading('data-of-testing')).toBe('its role uses data/packages of testing/data.tfstate');
});

import { explain } from './explain';
import { sourceOf } from './source';

test('a rule is explained with its texts, types, standards, breaks and waivers', () => {
  const text = explain('CKV_AWS_145');
  expect(text).toContain('CKV_AWS_145');
  expect(text).toMatch(/^ {2}why: ./m);
  expect(text).toMatch(/^ {2}fix: ./m);
  expect(text).toMatch(/^ {2}judges: aws_s3_bucket$/m);
  expect(text).toContain('FSBP.S3.17\n      https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html');
  expect(text).toMatch(/^ {2}tried with:\n {4}.+ \(production, aws_s3_bucket_server_side_encryption_configuration /m);
  expect(text).toMatch(/^ {2}waivers:\n {4}account\/.+, by platform until \d{4}-\d\d-\d\d: ./m);
});

test('a rule of this repository names its source and the requirement it covers', () => {
  const text = explain('MAL_RDS_5');
  expect(text).toContain('source: RDS user guide');
  expect(text).toMatch(/^ {2}standards:\n {4}D4: ./m);
  expect(text).toContain('waivers: none');
});

test('the id of a standard leads to the rules that cover it', () => {
  expect(explain('FSBP.RDS.3')).toBe(explain('CKV_AWS_16'));
});

test('an unknown id is refused with the nearest ids', () => {
  expect(() => explain('ckv_aws_1455')).toThrow(
    /^No rule has or covers the id "ckv_aws_1455"\. The nearest are CKV_AWS_145, .+\. All ids are in docs\/policy-coverage\.md\.$/,
  );
});

test.each([
  ['CKV2_AWS_69', 'https://www.checkov.io/5.Policy%20Index/terraform.html#:~:text=CKV2_AWS_69'],
  ['FSBP.EC2.15', 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15'],
  [
    'AwsSolutions-ELB2',
    'https://github.com/cdklabs/cdk-nag/blob/main/RULES.md#awssolutions:~:text=AwsSolutions%2DELB2',
  ],
  ['tfsec.elb.http-not-used', 'https://aquasecurity.github.io/tfsec/latest/checks/aws/elb/http-not-used/'],
  ['MAL_RDS_5', undefined],
  ['D4', undefined],
])('the page about %s is %s', (id, page) => {
  expect(sourceOf(id)).toBe(page);
});

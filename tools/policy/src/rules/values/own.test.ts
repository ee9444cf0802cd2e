import { accounts, environment } from '@malinshopper/environments';
import { foreignBucket } from './buckets';
import { foreignHost } from './hosts';
import { isOwnHost } from './own';

const production = environment('production');
const staging = environment('staging');
const text = (value: string, name = 'endpoint', at = name) => ({ value, name, at, inJson: false });

test.each([
  'malinshopper.com',
  'www.malinshopper.com.',
  '*.malinshopper.com',
  'ec2.amazonaws.com',
  'logs.eu-west-1.amazonaws.com',
  'delivery.logs.amazonaws.com',
  `malinshopper-production-content-${accounts.production.id}.s3.eu-west-1.amazonaws.com`,
  'ns-2048.awsdns-64.com',
  'token.actions.githubusercontent.com',
])('%s is a host of production', (host) => {
  expect(isOwnHost(host, production)).toBe(true);
});

test.each([
  'example.com',
  'evilmalinshopper.com',
  'malinshopper.com.example.com',
  'theirs.s3.eu-west-1.amazonaws.com',
  'theirs.s3.amazonaws.com',
  'abc.execute-api.eu-west-1.amazonaws.com',
  'theirs-1.eu-west-1.elb.amazonaws.com',
  'logs.ap-southeast-2.amazonaws.com',
  'd1.cloudfront.net',
  'abc.lambda-url.eu-west-1.on.aws',
  'ns-1.awsdns-99.com',
  '198.51.100.7',
])('%s is a foreign host', (host) => {
  expect(isOwnHost(host, production)).toBe(false);
});

test('a name of production is foreign to staging', () => {
  expect(isOwnHost('www.malinshopper.com', staging)).toBe(false);
  expect(isOwnHost('staging.malinshopper.com', staging)).toBe(true);
});

test.each([
  ['an address over plain HTTP', 'http://malinshopper.com/x', 'names http://malinshopper.com'],
  ['another scheme', 'git://malinshopper.com/x', 'names git://malinshopper.com'],
  ['a user with the name of an allowed host', 'https://malinshopper.com@example.com/', 'names the host example.com'],
  ['an address without a scheme', '<script src="//example.com/x.js">', 'names the host example.com'],
  ['a host that a shell computes', 'curl https://$bucket.example.com', 'names the host $bucket.example.com'],
  ['no host at all', 'https:///x', 'names the host that a program computes'],
  ['a variable with a host', 'DATABASE_HOST=db.example.com', 'names the host db.example.com'],
  ['a host in the middle of a script', 'H=get.example.com\ncurl https://$H/x', 'names the host get.example.com'],
  ['a host with a port', 'db.example.com:3306', 'names the host db.example.com'],
])('%s is found', (_what, value, fault) => {
  expect(foreignHost(text(value), production)).toContain(fault);
});

test.each([
  ['an address of the environment', 'https://www.malinshopper.com/help'],
  ['the metadata of an instance', 'http://169.254.169.254/latest'],
  ['a file', 'file:///srv/content'],
  ['the host of a variable', 'tls://$${SESSION_HOST}:$${SESSION_PORT}'],
  ['an endpoint of AWS in the region', 'com.amazonaws.eu-west-1.logs'],
  ['a type of instances', 'r7g.large'],
  ['a class of Hadoop in a script', 'codec="" org.apache.hadoop.io.compress.GzipCodec'],
  ['files', 'unzip hadoop.tar.gz app.js x.sh && python3 run.py'],
  ['a source of events', 'aws.autoscaling'],
])('%s is none', (_what, value) => {
  expect(foreignHost(text(value), production)).toBeUndefined();
});

test('the handler of a function is a file, not a host', () => {
  expect(foreignHost(text('index.handler', 'handler'), production)).toBeUndefined();
});

test.each([
  ['a name', text('theirs', 'target_bucket'), 'theirs'],
  ['an ARN', text('arn:aws:s3:::theirs/*'), 'theirs'],
  ['an address of S3', text('s3://theirs/x'), 'theirs'],
  ['a host of S3', text('https://theirs.s3.eu-west-1.amazonaws.com/x'), 'theirs'],
  ['a path of S3', text('https://s3.eu-west-1.amazonaws.com/theirs/x'), 'theirs'],
  ['the name of an agent in no region', text('arn:aws:s3:::aws-ssm-of-another'), 'aws-ssm-of-another'],
  ['the agent of a region without a suffix', text('s3://aws-ssm-ap-south-1/x'), 'aws-ssm-ap-south-1'],
  ['a name for another account', text(`malinshopper-x-${accounts.nonproduction.id}`, 'bucket'), /^malinshopper-x/],
])('a foreign bucket is found by %s', (_how, value, bucket) => {
  expect(foreignBucket(value, production)).toMatch(bucket);
});

test('buckets of the environment, and those of AWS in the region, are accepted', () => {
  const own = [
    `arn:aws:s3:::malinshopper-*-content-${accounts.production.id}/*`,
    'arn:aws:s3:::aws-codedeploy-eu-west-1/*',
  ];
  for (const value of own) expect(foreignBucket(text(value), production)).toBeUndefined();
});

test("buckets in an account's list of partner buckets are accepted", () => {
  const withPartner = { ...production, account: { ...production.account, partnerBuckets: ['partner-data'] } };
  expect(foreignBucket(text('s3://partner-data/x'), withPartner)).toBeUndefined();
});

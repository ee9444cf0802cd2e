import { gzipSync } from 'node:zlib';
import { accounts } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { custom, type Breaks } from '../ask';
import { secretIn } from '../secrets';
import { rulesOf } from '../table';
import { booting, bootTextOf, bootTypes } from './boot-text';

const unread = 'cannot be read: build it from a text with base64gzip or base64encode';

/** An ask for a text that runs at boot. A text that cannot be read does not pass. */
const ofText = (fault: (text: string, resource: Resource, world: World) => string | undefined, breaks: Breaks) =>
  custom((resource, world) => {
    const text = bootTextOf(resource, world);
    return text === undefined ? unread : fault(text, resource, world);
  }, breaks);

const script = (content: string): Breaks[string] => ({
  scenario: 'cluster',
  type: 'aws_s3_object',
  change: (config) => (config.content = content),
});

/** EC2 user guide, "Run commands when you launch an EC2 instance with user data input": in bytes, before base64. */
const mostUserData = 16 * 1024;
/** In bytes: the longest value that Terraform substitutes for a reference. */
const ofReference = 150;

/** The form of a region (AWS general reference, "Regional endpoints"). */
const region =
  /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[bef]?)?-(?:north|south|east|west|central)(?:east|west)?-\d\b/g;
/** The bucket in each form of an S3 address. */
const bucketAddresses = [
  /\bs3[an]?:\/\/([a-z0-9][a-z0-9.-]{2,62})/g,
  /\barn:aws[a-z-]*:s3:::([a-z0-9][a-z0-9.-]{2,62})/g,
  /\/\/([a-z0-9][a-z0-9.-]{2,62})\.s3[.-][a-z0-9.-]*amazonaws\.com/g,
  /\/\/s3[.-][a-z0-9-]+\.amazonaws\.com\/([a-z0-9][a-z0-9.-]{2,62})/g,
];
/** The buckets of AWS, one set in each region, from which its agents are downloaded. */
const bucketOfAws = /^(aws-codedeploy|amazoncloudwatch-agent|amazon-ssm|aws-ssm)-[a-z0-9-]+$/;

const matchesIn = (text: string, ...patterns: readonly RegExp[]) =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]));

// Concatenated here: as one literal, a scanner for leaked keys would report this file.
const accessKey = 'AKIA' + 'IOSFODNN7EXAMPLE';

const holdsNoSecret = ofText(secretIn, {
  'user data contains an access key': booting(`aws configure set aws_access_key_id ${accessKey}`),
  'user data contains a private key': booting('-----BEGIN OPENSSH ' + 'PRIVATE KEY-----\nb3BlbnNzaC1rZXk'),
  'user data contains the password of the database': booting('DATABASE_PASSWORD=correct-horse-battery'),
  'user data comes from a file that no rule reads': (config) => (config.user_data = '${filebase64("user-data.sh")}'),
  'the script of a cluster contains a secret': script('export API_TOKEN=0123456789abcdef'),
});

/** More than 16 KB that no compression makes smaller: the digits of a chaotic sequence. */
function longText(): string {
  let [number, text] = [0.4, ''];
  while (text.length < 60_000) {
    number = 3.99 * number * (1 - number);
    text += String(number).slice(4);
  }
  return text;
}

const fits = ofText(
  (text, { config }) => {
    const references = new Set(matchesIn(text, /(?<!\$)\$\{[^}]*\}/g)).size;
    const isCompressed = !String(config['user_data']).includes('base64encode(');
    const bytes = (isCompressed ? gzipSync(text).length : Buffer.byteLength(text)) + references * ofReference;
    return bytes > mostUserData ? `is ${bytes} bytes long` : undefined;
  },
  {
    'user data is longer than EC2 accepts, compressed or not': booting(longText()),
    'user data is not compressed': {
      path: 'fetcher/template/Resource',
      change: (config) => (config.user_data = config.user_data.replace('base64gzip(', 'base64encode(')),
    },
  },
);

const namesItsOwn = ofText(
  (text, resource, world) => {
    const { environment } = world;
    const abroad = matchesIn(text, region).find((each) => each !== environment.region);
    if (abroad) return `names the region ${abroad}`;
    const account = matchesIn(text, /\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\d{12}):/g).find(
      (each) => each !== environment.account.id,
    );
    if (account) return `names the account ${account}`;
    const bucket = matchesIn(text, ...bucketAddresses).find((each) => !bucketOfAws.test(each));
    if (bucket) return `names the bucket ${bucket}, which is not from a contract`;
    const environments = [/^\s*\w*ENVIRONMENT=["']?([a-z][a-z0-9-]*)/gm, /[\s"'=]\/malinshopper\/([a-z0-9-]+)\//g];
    const other = matchesIn(text, ...environments).find((each) => each !== environment.name && each !== 'account');
    if (other) return `names the environment ${other}`;
    const buckets = world.targets(text, resource.stack).filter(({ type }) => type === 'aws_s3_bucket');
    const borrowed = buckets.find(({ stack }) => !world.stacks.includes(stack));
    return borrowed && `names ${borrowed.path} of ${borrowed.stack.key}`;
  },
  {
    'an instance uses another region': booting('AWS_REGION=us-east-1'),
    'production is configured as staging': booting('MALINSHOPPER_ENVIRONMENT=staging'),
    'production writes the log of testing': booting('{"log_group_name": "/malinshopper/testing/web"}'),
    'an instance names a role of another account': booting(`arn:aws:iam::${accounts.nonproduction.id}:role/deployer`),
    'an instance copies from a bucket by name': booting('aws s3 cp s3://malinshopper-staging-packages-1/x .'),
    'an instance installs from a bucket of another account': booting(
      'curl https://packages-of-another.s3.eu-west-1.amazonaws.com/agent.deb',
    ),
    'a cluster is configured for another region': script('AWS_REGION=eu-central-1'),
  },
);

/** User data of instances, and scripts of clusters. */
export const userData = rulesOf('aws_launch_template', {
  CKV_AWS_46: {
    title: 'User data and scripts that run at boot contain no secret',
    severity: 'critical',
    covers: 'C2 tfsec.autoscaling.no-secrets-in-user-data',
    types: bootTypes,
    why: 'Every process on the machine can read its user data, and so can every identity that may describe a template',
    fix: 'Name the secret in Secrets Manager; the machine reads it with its own role',
    ask: holdsNoSecret,
  },
  MAL_EC2_1: {
    title: 'User data is at most as long as EC2 accepts: 16 KB',
    severity: 'medium',
    covers: 'C2',
    why: 'EC2 refuses the template in the middle of a deploy; no plan checks it',
    fix: 'Compress it with base64gzip; put programs into the image or into a bucket',
    ask: fits,
  },
  MAL_EC2_2: {
    title: 'User data names the region, the account and the buckets of its own environment only',
    severity: 'high',
    covers: 'C2',
    types: bootTypes,
    why: "A machine of a branch could write to production's bucket, which is noticed too late",
    fix: "Take every name from the environment's file and from contracts",
    ask: namesItsOwn,
  },
});

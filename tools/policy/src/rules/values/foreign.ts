import type { World } from '@malinshopper/synthesized';
import { booting } from '../ec2/boot-text';
import { rulesOf } from '../table';
import { foreignBucket } from './buckets';
import { foreignHost } from './hosts';
import { firstOf, noText } from './in-texts';
import { isOwnAccount, isOwnImage, isOwnMail } from './own';
import type { Text } from './texts';

const account = /(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g;
const mail = /(?<![\w.+%-])[\w.+%-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}/gi;
/** The ids that AWS generates for networks, machines, images, disks, directories and organizations. */
const idOfResource =
  /(?<![\w-])(?:vpc|sgr?|subnet|ami|a[kr]i|pl|eni|i|rtb|e?igw|nat|tgw(?:-attach|-rtb)?|pcx|vpce(?:-svc)?|eipalloc|snap|vol|lt|acl|dopt|[cv]gw|vpn|fs(?:ap)?|dx(?:con|vif)|lgw|cr|d|r|o|ou)-[0-9a-z]{4,17}(?:-[0-9a-z]{8})?(?![\w-])/g;
/** The ids of hosted zones, distributions and reusable delegation sets: one letter, then capital letters and digits. */
const idOfName = /^\/?(?:hostedzone\/|delegationset\/)?[ZEN](?=[A-Z0-9]*\d)[A-Z0-9]{9,31}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/**
 * Public policies of CloudFront (CloudFront developer guide, "Use managed cache policies" and "... response headers
 * policies").
 */
const managedPolicies = new Set([
  '658327ea-f89d-4fab-a63d-7e88639e58f6',
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  '67f7725c-6f97-4210-82d7-5512b31e9d03',
  'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  '60669652-455b-4ae9-85a4-c4c02393f86c',
]);

function foreignId({ value, at }: Text, { environment }: World): string | undefined {
  // An id in a text for people has no effect.
  if (value.length < 9 || /(description|comment)$/.test(at)) return undefined;
  if (idOfName.test(value) || (uuid.test(value) && !managedPolicies.has(value)))
    return `is ${value}, which no app creates`;
  return firstOf(value, idOfResource, (id = '') => {
    // Every id of AWS contains a digit. A word without a digit is part of a name.
    if (!/-.*\d/.test(id) || !/^[a-z-]+-[0-9a-z-]{8,}$/.test(id) || isOwnImage(id, environment)) return undefined;
    return `names ${id}, which no app creates`;
  });
}

const onTopic = (address: string) => ({
  type: 'aws_cloudwatch_metric_alarm',
  path: 'web-alarms/slow/Resource',
  change: (config: { insufficient_data_actions: string[] }) => (config.insufficient_data_actions = [address]),
});

/** Values that refer to something outside the environment, in any attribute of any resource type. */
export const foreign = rulesOf([], {
  MAL_OWN_1: {
    title: 'Values name no other AWS account',
    severity: 'critical',
    why: 'The account has no control over data in a topic, bucket, network or backup that it shares with a foreign account',
    fix: 'Refer to resources of the environment; account ids are in environments/src/accounts.ts only',
    ask: noText(
      ({ value }, { environment }) =>
        firstOf(value, account, (id = '') => (isOwnAccount(id, environment) ? undefined : `names the account ${id}`)),
      {
        'an alarm without data notifies a topic of another account': onTopic('arn:aws:sns:eu-west-1:999999999999:x'),
        'a function has a layer of another account': {
          type: 'aws_lambda_function',
          change: (config) => (config.layers = ['arn:aws:lambda:eu-west-1:999999999999:layer:x:1']),
        },
        'the origin of a distribution is signed for another account': {
          type: 'aws_cloudfront_distribution',
          change: (config) => (config.default_cache_behavior.trusted_signers = ['999999999999']),
        },
        'an output names another account': {
          type: 'aws_cloudfront_distribution',
          change: (config) => (config.comment = 'Copied to 999999999999'),
        },
      },
    ),
  },
  MAL_OWN_2: {
    title: 'Values name no foreign host, and download over HTTPS only',
    severity: 'critical',
    why: 'Visitors, alarms or programs go to, or come from, a host that another party controls',
    fix: 'Use a name in a zone of the account, or the address of an AWS service in the region; put programs into a bucket',
    ask: noText((text, { environment }) => foreignHost(text, environment), {
      'an alarm without data calls a foreign address': onTopic('https://alarms.example.com/hook'),
      'an object of a bucket redirects to a foreign host': {
        type: 'aws_s3_object',
        change: (config) => (config.website_redirect = 'https://example.com/'),
      },
      'a function connects to a foreign database': {
        type: 'aws_lambda_function',
        change: (config) => (config.environment.variables.DATABASE_HOST = 'database.example.com'),
      },
      'a listener redirects to a foreign host': {
        type: 'aws_lb_listener',
        path: 'load-balancer/http',
        change: (config) => (config.default_action[0].redirect.host = 'example.com'),
      },
      'a script connects to a foreign host by a variable': {
        type: 'aws_launch_template',
        path: 'web/template/Resource',
        change: booting('H=get.example.com; curl https://$H/x > x'),
      },
      'a user name that looks like an allowed host hides a foreign host': {
        type: 'aws_lambda_function',
        change: (config) => (config.environment.variables.X = 'https://malinshopper.com@example.com/'),
      },
    }),
  },
  MAL_OWN_3: {
    title: 'Values name no foreign mail address',
    severity: 'high',
    why: 'Alarms and costs describe the architecture of the platform and its faults',
    fix: 'Use an address of malinshopper.com',
    ask: noText(
      ({ value }) => firstOf(value, mail, (address = '') => (isOwnMail(address) ? undefined : `names ${address}`), '@'),
      {
        'the budget is reported to another company': {
          type: 'aws_budgets_budget',
          change: (config) => (config.notification[0].subscriber_email_addresses = ['cost@example.com']),
        },
        "a subscription sends to an address that only ends like the company's": {
          type: 'aws_sns_topic_subscription',
          change: (config) => (config.endpoint = 'compute@evilmalinshopper.com'),
        },
      },
    ),
  },
  MAL_OWN_4: {
    title: 'Values name only buckets of this repository',
    severity: 'critical',
    why: 'Any account can create a bucket with a free name, and then receives the logs or distributes the programs',
    fix: 'Use the bucket by reference; list buckets of partners in partnerBuckets of environments/src/accounts.ts',
    ask: noText(
      (text, { environment }) => {
        const bucket = foreignBucket(text, environment);
        return bucket === undefined ? undefined : `names the bucket ${bucket}`;
      },
      {
        'a function comes from a foreign bucket': {
          type: 'aws_lambda_function',
          change: (config) => (config.s3_bucket = 'functions-of-another'),
        },
        'sessions are logged to a foreign bucket': {
          type: 'aws_ssm_document',
          change: (config) =>
            (config.content = config.content.replace('"s3BucketName":""', '"s3BucketName":"sessions-of-another"')),
        },
        'a cluster runs a program from a foreign bucket': {
          scenario: 'cluster',
          type: 'aws_emr_cluster',
          change: (config) => config.bootstrap_action.push({ name: 'more', path: 's3://programs-of-another/x.sh' }),
        },
        'instances may read a bucket with a name like one of AWS': {
          type: 'aws_vpc_endpoint',
          change: (config) =>
            (config.policy = config.policy.replace('s3:::aws-ssm-eu-west-1', 's3:::aws-ssm-of-another')),
        },
      },
    ),
  },
  MAL_OWN_5: {
    title: 'Values name no id that AWS generated for a resource outside this repository',
    severity: 'high',
    why: 'A network, a group, a zone or an image by its id can be foreign, and no rule can inspect it',
    fix: 'Use the resource by reference; images are listed in environments/src/images.ts',
    ask: noText((text, world) => foreignId(text, world), {
      'instances boot an image that is not pinned': {
        type: 'aws_launch_template',
        change: (config) => (config.image_id = 'ami-0fffffffffffffff0'),
      },
      'the database allows a group by its id': {
        type: 'aws_db_instance',
        change: (config) => config.vpc_security_group_ids.push('sg-0123456789abcdef0'),
      },
      'a route uses a peering by its id': {
        type: 'aws_route',
        change: (config) => (config.vpc_peering_connection_id = 'pcx-0123456789abcdef0'),
      },
      'a zone has name servers of a delegation set by its id': {
        type: 'aws_route53_zone',
        change: (config) => (config.delegation_set_id = 'N0123456789ABCDEFGHIJ'),
      },
      'a distribution uses a cache policy by its id': {
        type: 'aws_cloudfront_distribution',
        change: (config) => (config.default_cache_behavior.cache_policy_id = '11111111-1111-1111-1111-111111111111'),
      },
    }),
  },
});

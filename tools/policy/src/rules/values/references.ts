import { accounts } from '@malinshopper/environments';
import { wholeReference, type Resource } from '@malinshopper/synthesized';
import { rulesOf } from '../table';
import { noText } from './in-texts';
import type { Text } from './texts';

/** What stands for a reference in the forms below. */
const mark = '§';

/** Texts for people, and for machines that other rules read: references may stand anywhere in them. */
const forReading = /(^|\.)(description|comment|alarm_description|label|tags|locals|content|custom_data)(\.|$)/;
/** A folder or an object of a bucket. */
const inBucket = /^s3:\/\/§\/(§|[\w/.-]*)$/;
/** A name that is made of another one. */
const name = /^[A-Za-z0-9_/-]*§[A-Za-z0-9_/-]*$/;

/** Where a value is made of references and something more, by type and attribute, and how. */
const composed: Readonly<Record<string, RegExp>> = {
  // The application load balancer's and the target group's half (EC2 Auto Scaling API, "PredefinedMetricSpecification").
  'aws_autoscaling_policy.target_tracking_configuration.predefined_metric_specification.resource_label': /^§\/§$/,
  // Every stream of the group (CloudTrail API, "CreateTrail").
  'aws_cloudtrail.cloud_watch_logs_group_arn': /^§:\*$/,
  'aws_cloudwatch_composite_alarm.alarm_rule': /^ALARM\("§"\)( AND (NOT )?ALARM\("§"\))*$/,
  'aws_cloudwatch_log_delivery_destination.delivery_destination_configuration.destination_resource_arn':
    /^arn:aws:s3:::§\/[a-z0-9/-]+$/,
  'aws_cloudwatch_metric_alarm.dimensions.CacheClusterId': /^§-\d{3}$/,
  'aws_db_instance.final_snapshot_identifier': /^[a-z0-9-]+-§$/,
  'aws_iam_role.permissions_boundary': /^arn:aws:iam::\d{12}:policy\/account\/[\w-]+$/,
  'aws_iam_role_policy_attachment.policy_arn': /^arn:aws:iam::aws:policy\/[\w/-]+$/,
  'aws_iam_user.permissions_boundary': /^arn:aws:iam::\d{12}:policy\/account\/[\w-]+$/,
};

/** Functions that a rule reads: user data (MAL_EC2_1), what validates a certificate (MAL_DNS_8), the time of creation. */
const calls: Readonly<Record<string, RegExp>> = {
  'aws_launch_template.user_data': /^\$\{base64(gzip|encode)\(local\.[\w-]+\)\}$/,
  'aws_route53_record.name': /^\$\{one\(\[for option in [^{}]+\]\)\}$/,
  'aws_route53_record.records': /^\$\{one\(\[for option in [^{}]+\]\)\}$/,
  'aws_route53_record.type': /^\$\{one\(\[for option in [^{}]+\]\)\}$/,
  'terraform_data.input.at': /^\$\{formatdate\("[A-Za-z-]+", timestamp\(\)\)\}$/,
};

function notReferenceAlone({ value, at, inJson, wasEncoded }: Text, { type }: Resource): string | undefined {
  const isAddress = value.startsWith('arn:');
  if (inJson || wasEncoded || forReading.test(at) || (!isAddress && !value.includes('${'))) return undefined;
  const place = `${type}.${at}`;
  if (calls[place]?.test(value)) return undefined;
  const form = value.replace(/\$\{[^{}]*\}/g, (token) => (wholeReference(token) ? mark : token));
  if (form === mark || inBucket.test(form) || composed[place]?.test(form)) return undefined;
  if (!isAddress && /(^|_)(name|identifier|id|prefix|input)$/.test(at) && name.test(form)) return undefined;
  return `is ${JSON.stringify(value)}, and not a reference alone`;
}

const alarm = { type: 'aws_cloudwatch_metric_alarm', path: 'web-alarms/slow/Resource' };

/** How values name other resources. */
export const references = rulesOf([], {
  MAL_OWN_6: {
    title: 'Values that name another resource are a reference, and nothing more',
    severity: 'high',
    why: 'An address that is written out, or changed by a function or by more text, can lead to a stranger: no rule follows it',
    fix: 'Use the attribute of the construct, or the contract; a new form of a value belongs in values/references.ts',
    ask: noText((text, _world, resource) => notReferenceAlone(text, resource), {
      'an alarm notifies a topic that a function makes up': {
        ...alarm,
        change: (config) =>
          (config.alarm_actions = [
            '${replace(data.terraform_remote_state.account.outputs.alarmTopicArns.compute, "compute", "theirs")}',
          ]),
      },
      'an alarm notifies a topic with more behind its address': {
        ...alarm,
        change: (config) => (config.alarm_actions[0] += '-theirs'),
      },
      'an alarm that lacks data ends an instance': {
        ...alarm,
        change: (config) => (config.insufficient_data_actions = ['arn:aws:automate:eu-west-1:ec2:terminate']),
      },
      'a bucket notifies a queue of the account that no app makes': {
        type: 'aws_s3_bucket_notification',
        path: 'content/events',
        change: (config) =>
          (config.queue = [
            { queue_arn: `arn:aws:sqs:eu-west-1:${accounts.production.id}:theirs`, events: ['s3:ObjectCreated:*'] },
          ]),
      },
      'an address record leads to a name that ends elsewhere': {
        type: 'aws_route53_record',
        path: 'web-entry/address',
        change: (config) => (config.alias.name += '.example.com'),
      },
      'a bucket logs to one with another name in front': {
        type: 'aws_s3_bucket_logging',
        path: 'content/content/access-logs',
        change: (config) => (config.target_bucket = `theirs-${config.target_bucket}`),
      },
      'an alarm of a group is never on': {
        scenario: 'branch',
        type: 'aws_cloudwatch_composite_alarm',
        change: (config) => (config.alarm_rule += ' AND FALSE'),
      },
    }),
  },
});

import { accounts } from '@malinshopper/environments';
import { wholeReference, type Resource } from '@malinshopper/synthesized';
import { rulesOf } from '../table';
import { noText } from './in-texts';
import type { Text } from './texts';

/** The placeholder for a reference in the forms below. */
const mark = '§';

/**
 * Attributes with texts for people, and with scripts that other rules read. In these texts, a reference can occur
 * anywhere.
 */
const forReading = /(^|\.)(description|comment|alarm_description|label|tags|locals|content|custom_data)(\.|$)/;
/** A folder or an object of a bucket. */
const inBucket = /^s3:\/\/§\/(§|[\w/.-]*)$/;
/** A name that contains another one. */
const name = /^[A-Za-z0-9_/-]*§[A-Za-z0-9_/-]*$/;

/** The forms of values that combine references with other text, by type and attribute. */
const composed: Readonly<Record<string, RegExp>> = {
  // The parts of the load balancer and of the target group (EC2 Auto Scaling API, "PredefinedMetricSpecification").
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

/**
 * Functions that another rule reads: user data (MAL_EC2_1), the validation of a certificate (MAL_DNS_8), the time of
 * creation.
 */
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

/** References in values to other resources. */
export const references = rulesOf([], {
  MAL_OWN_6: {
    title: 'A value that names another resource is exactly one reference',
    severity: 'high',
    why: 'The rules cannot follow a literal name, nor a reference inside a function or a longer text: it could lead to a foreign resource',
    fix: 'Use the attribute of the construct, or the contract. If the value needs another form, add this form to values/references.ts',
    ask: noText((text, _world, resource) => notReferenceAlone(text, resource), {
      'an alarm notifies a topic that a function computes': {
        ...alarm,
        change: (config) =>
          (config.alarm_actions = [
            '${replace(data.terraform_remote_state.account.outputs.alarmTopicArns.compute, "compute", "theirs")}',
          ]),
      },
      'an alarm notifies a topic with a suffix after its ARN': {
        ...alarm,
        change: (config) => (config.alarm_actions[0] += '-theirs'),
      },
      'an alarm without data terminates an instance': {
        ...alarm,
        change: (config) => (config.insufficient_data_actions = ['arn:aws:automate:eu-west-1:ec2:terminate']),
      },
      'a bucket notifies a queue of the account that no app creates': {
        type: 'aws_s3_bucket_notification',
        path: 'content/events',
        change: (config) =>
          (config.queue = [
            { queue_arn: `arn:aws:sqs:eu-west-1:${accounts.production.id}:theirs`, events: ['s3:ObjectCreated:*'] },
          ]),
      },
      'an address record points to a name with a suffix': {
        type: 'aws_route53_record',
        path: 'web-entry/address',
        change: (config) => (config.alias.name += '.example.com'),
      },
      'a bucket logs to one with a prefix before its name': {
        type: 'aws_s3_bucket_logging',
        path: 'content/content/access-logs',
        change: (config) => (config.target_bucket = `theirs-${config.target_bucket}`),
      },
      'an alarm of a group never goes off': {
        scenario: 'branch',
        type: 'aws_cloudwatch_composite_alarm',
        change: (config) => (config.alarm_rule += ' AND FALSE'),
      },
    }),
  },
});

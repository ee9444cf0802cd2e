import { statementsOf } from '@malinshopper/synthesized';
import type { Change } from '../../testing/mutation';
import { custom, never, ours, show, type Fault } from '../ask';
import { isOwnHost } from '../values/own';
import { ownAccountOnly } from '../statement-asks';
import { hasPolicy } from '../messaging/mailbox';
import { allowsOnly, deniesPlainHttp, notPublic } from '../messaging/mailbox-asks';
import { has } from '../relations';
import { rulesOf } from '../table';

const policy = { type: 'aws_sns_topic_policy', path: 'account/alarms/compute/policy' };

export const topics = rulesOf('aws_sns_topic', {
  CKV_AWS_26: {
    title: 'Topics are encrypted with a key of this repository',
    severity: 'medium',
    covers: 'FSBP.SNS.1 AwsSolutions-SNS2',
    why: 'Alarms describe the architecture of the platform and its faults',
    fix: 'Create it with AlarmTopic, or set kmsMasterKeyId to the key of an EncryptionKey (libs/constructs)',
    ask: ours('kms_master_key_id', 'aws_kms_key'),
  },
  'AwsSolutions-SNS3': {
    title: 'Topics deny plain HTTP',
    severity: 'medium',
    why: 'SNS accepts plain HTTP too, unless the policy denies it',
    fix: 'Create it with AlarmTopic, or add a Deny on sns:Publish with aws:SecureTransport false',
    ask: deniesPlainHttp(/^sns:(Publish|\*)$/),
    tried: policy,
  },
  MAL_SNS_2: {
    title: 'Topics have a subscription',
    severity: 'high',
    why: 'An alarm without a recipient is lost',
    fix: 'Create it with AlarmTopic and notify: teams.<team>.notify',
    ask: has('aws_sns_topic_subscription'),
  },
});

/** A topic can contain a policy itself too. */
export const topicPolicies = rulesOf(
  ['aws_sns_topic_policy', 'aws_sns_topic'],
  {
    CKV_AWS_169: {
      title: 'Topic policies are not public',
      severity: 'high',
      about: hasPolicy,
      why: 'Any AWS account could publish false alarms, or subscribe and read the real ones',
      fix: 'Name the service in Principal, and the account in aws:SourceAccount',
      ask: notPublic('aws_sns_topic'),
    },
    CKV_AWS_385: {
      title: 'Topic policies allow no other account',
      severity: 'medium',
      about: hasPolicy,
      why: 'Accounts are the boundary between production and everything else',
      fix: 'Name only principals of this account',
      ask: ownAccountOnly(statementsOf),
    },
    MAL_SNS_1: {
      title: 'Topic policies allow only sns:Publish',
      severity: 'high',
      about: hasPolicy,
      why: 'A subscriber reads all alarms, and a changed policy can allow any principal',
      fix: "Set Action to 'sns:Publish'; permissions of people belong in their own policies",
      ask: allowsOnly('sns:Publish', 'sns:Subscribe'),
    },
  },
  policy,
);

const isMail = (protocol: unknown) => String(protocol).startsWith('email');

/** The permitted endpoint of each protocol: an address, or a resource of this repository. */
const receivers: Readonly<Record<string, RegExp | string>> = {
  email: /^[\w.+-]+@malinshopper\.com$/,
  'email-json': /^[\w.+-]+@malinshopper\.com$/,
  sqs: 'aws_sqs_queue',
  lambda: 'aws_lambda_function',
  firehose: 'aws_kinesis_firehose_delivery_stream',
};

const sendsToOwn: Fault = ({ config, stack }, world) => {
  const { protocol, endpoint } = config;
  const own = receivers[String(protocol)];
  if (protocol === 'https') {
    const { hostname, username } = new URL(String(world.resolve(endpoint, stack)), 'https://no-host.invalid');
    return isOwnHost(hostname, world.environment) && username === '' ? undefined : show('endpoint', endpoint);
  }
  if (own === undefined) return show('protocol', protocol);
  const isOwn =
    typeof own === 'string'
      ? world.targets(endpoint, stack).some(({ type }) => type === own)
      : own.test(String(endpoint));
  return isOwn ? undefined : show('endpoint', endpoint);
};

const sending =
  (protocol: string, endpoint: string): Change =>
  (config) =>
    Object.assign(config, { protocol, endpoint });

export const subscriptions = rulesOf('aws_sns_topic_subscription', {
  MAL_SNS_3: {
    title: 'Subscriptions send to mail addresses, hosts, queues or functions of this company',
    severity: 'high',
    why: 'Alarms could be read in transit, or by a foreign recipient',
    fix: 'Use email with an address of malinshopper.com, https to a host of it, or a queue or function by reference',
    ask: custom(sendsToOwn, {
      'alarms are sent as text messages': sending('sms', '+15550100'),
      'alarms are sent over plain HTTP': sending('http', 'http://malinshopper.com/'),
      'alarms are sent to a foreign mail address': sending('email', 'alarms@example.com'),
      "alarms are sent to a domain that only ends like the company's": sending('email', 'alarms@evilmalinshopper.com'),
      'alarms are sent to two addresses': sending('email', 'alarms@example.com,compute@malinshopper.com'),
      'alarms are sent to a foreign host': sending('https', 'https://alarms.example.com/'),
      'alarms are sent to a foreign host behind a name of the company': sending(
        'https',
        'https://malinshopper.com@example.com/',
      ),
      'alarms are sent to a queue of another account': sending('sqs', 'arn:aws:sqs:eu-west-1:999999999999:q'),
      'alarms are sent to a function of another account': sending(
        'lambda',
        'arn:aws:lambda:eu-west-1:999999999999:function:f',
      ),
      'alarms have no protocol': (config) => delete config.protocol,
    }),
  },
  MAL_SNS_9: {
    title: 'Subscriptions receive every message',
    severity: 'high',
    why: 'A subscription with a filter that matches no message never delivers an alarm',
    fix: 'Leave filterPolicy out',
    ask: never('filter_policy', '{"never":["sent"]}'),
  },
  MAL_SNS_8: {
    title: 'Mail subscriptions belong to the account, not to environments',
    severity: 'high',
    about: ({ config }) => isMail(config['protocol']),
    why: 'AWS deletes a subscription that is not confirmed within 48 hours: alarms of new environments would be lost, and each plan would send mail again',
    fix: 'Publish to the topic of the team (contract of account: alarmTopicArns)',
    ask: custom(({ app }) => (app === 'account' ? undefined : `the app ${app} subscribes by mail`), {
      'an environment adds a mail subscription': {
        type: 'aws_autoscaling_group',
        change: (_config, resources) => {
          (resources['aws_sns_topic_subscription'] ??= {})['own'] = {
            topic_arn: '${data.terraform_remote_state.account.outputs.alarmTopicArns.compute}',
            protocol: 'email',
            endpoint: 'compute@malinshopper.com',
          };
        },
      },
    }),
  },
});

import { statementsOf } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isOpenToTheWorld, letsInOtherAccounts, whom } from '../statements';
import { hasPolicy, keyOf, policiesOf, refusesPlain, statementsAbout } from './mailbox';
import { inWords } from '../iam/in-words';

/** A topic takes a policy in itself too. */
const types = ['aws_sns_topic_policy', 'aws_sns_topic'];

export const topicRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_26',
    covers: ['FSBP.SNS.1', 'AwsSolutions-SNS2'],
    title: 'Every topic is encrypted with a key of ours',
    severity: 'medium',
    why: 'Alarms tell how the platform is built and what is broken',
    fix: 'Make it with AlarmTopic, or set kmsMasterKeyId to the key of an EncryptionKey (libs/constructs)',
    types: ['aws_sns_topic'],
    check: (topic, world) =>
      keyOf(topic, world, 'kms_master_key_id')
        ? undefined
        : `kms_master_key_id is ${JSON.stringify(topic.config['kms_master_key_id'])}`,
  },
  {
    id: 'CKV_AWS_169',
    title: 'No topic takes messages from, or gives them to, everybody',
    severity: 'high',
    why: 'Whoever can publish can raise false alarms, whoever can subscribe reads ours',
    fix: 'Name the service in Principal, and the account in aws:SourceAccount',
    types,
    about: hasPolicy,
    check: (resource, world) => {
      const open = statementsOf(resource, world).find(isOpenToTheWorld);
      return open && `${inWords(open)} lets in everybody`;
    },
  },
  {
    id: 'CKV_AWS_385',
    title: 'No topic lets another account in',
    severity: 'medium',
    why: 'Accounts are the border between production and everything else',
    fix: 'Name only principals of the own account',
    types,
    about: hasPolicy,
    check: (resource, world) => {
      const { account } = world.environment;
      const foreign = statementsOf(resource, world).find((statement) => letsInOtherAccounts(statement, account.id));
      return foreign && `${inWords(foreign)} lets in ${whom(foreign)}`;
    },
  },
  {
    id: 'AwsSolutions-SNS3',
    title: 'Every topic takes messages over TLS only',
    severity: 'medium',
    why: 'SNS answers to plain HTTP too, unless its policy refuses it',
    fix: 'Make it with AlarmTopic, or add a Deny on sns:Publish with aws:SecureTransport false',
    types: ['aws_sns_topic'],
    check: (topic, world) => {
      if (policiesOf(topic, world).length === 0) return 'it has no policy';
      return refusesPlain(statementsAbout(topic, world), /^(sns:Publish|sns:\*)$/)
        ? undefined
        : 'no statement refuses what does not come over TLS';
    },
  },
  {
    id: 'MAL_SNS_1',
    title: 'A policy of a topic allows only to publish',
    severity: 'high',
    why: 'Whoever may subscribe reads along, whoever may change the policy lets in others',
    fix: "Action: 'sns:Publish'; what people may do stands in their own policies",
    types,
    about: hasPolicy,
    check: (policy, world) => {
      const more = statementsOf(policy, world)
        .filter(({ effect }) => effect === 'Allow')
        .find(({ actions, notActions }) => notActions.length > 0 || actions.some((action) => action !== 'sns:Publish'));
      return more && `${inWords(more)} allows ${more.actions.join(', ') || 'all but some actions'}`;
    },
  },
  {
    id: 'MAL_SNS_2',
    title: 'Every topic has somebody who hears',
    severity: 'high',
    why: 'An alarm that is told to nobody is none',
    fix: 'Make it with AlarmTopic and notify: teams.<team>.notify',
    types: ['aws_sns_topic'],
    check: (topic, world) =>
      world.thatName(topic, 'aws_sns_topic_subscription').length > 0 ? undefined : 'nothing is subscribed to it',
  },
  {
    id: 'MAL_SNS_3',
    title: 'Messages leave a topic by mail to ourselves, or over TLS',
    severity: 'high',
    why: 'What alarms say would be read on the way, or by whoever is at the other end',
    fix: 'protocol: email with an address of malinshopper.com, https, sqs, lambda or firehose',
    types: ['aws_sns_topic_subscription'],
    check: ({ config }) => {
      const { protocol, endpoint } = config as { protocol: string; endpoint: string };
      if (protocol.startsWith('email'))
        return endpoint.endsWith('@malinshopper.com') ? undefined : `mail goes to ${endpoint}`;
      return ['https', 'sqs', 'lambda', 'firehose'].includes(protocol) ? undefined : `protocol is ${protocol}`;
    },
  },
  {
    id: 'MAL_SNS_8',
    title: 'Mails are subscribed to once for an account, never by an environment',
    severity: 'high',
    why: 'Each has to be confirmed within 48 hours, or AWS deletes it: alarms of a new environment would reach no one, and each plan would mail again',
    fix: 'Tell the topic of the team (contract of account: alarmTopicArns)',
    types: ['aws_sns_topic_subscription'],
    about: ({ config }) => String(config['protocol']).startsWith('email'),
    check: ({ app }) => (app === 'account' ? undefined : `the app ${app} subscribes by mail in each environment`),
  },
];

import { statementsOf } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { alsoBroken, custom } from '../ask';
import { inStatement, onBehalfOfOwnAccount } from '../statement-asks';
import { rulesOf } from '../table';
import { keyOf, ownerOf, policiesOf, policyTypes, servicesThat, statementsAbout, statementsOfKey } from './mailbox';

const scenario = 'cluster';
const queuePolicy = { scenario, type: 'aws_sqs_queue_policy', path: 'queue-fetcher/queue-policy' } as const;
const topicKey = { type: 'aws_kms_key', path: 'account/alarms/compute/key/Resource' };
const queueKey = { scenario, type: 'aws_kms_key', path: 'data/content/key/Resource' } as const;
const sends = /^(sns:Publish|sqs:SendMessage)$/;
const encrypts = [/^kms:(Decrypt|\*)$/, /^kms:(GenerateDataKey\*?|\*)$/];

export const publishers = rulesOf(
  policyTypes,
  {
    MAL_SNS_4: {
      title: 'Services send to topics and queues on behalf of this account',
      severity: 'medium',
      why: 'Another account could make a service send false alarms or events (IAM user guide, "The confused deputy problem")',
      fix: 'Add aws:SourceAccount with this account, or aws:SourceArn with the ARN of the sender',
      ask: alsoBroken(onBehalfOfOwnAccount(statementsOf), {
        'a queue accepts events of every account': { ...queuePolicy, change: inStatement(0, { Condition: undefined }) },
      }),
    },
    MAL_SNS_5: {
      title: 'Services that send to a topic or queue may use its key',
      severity: 'high',
      why: 'SNS and SQS encrypt a message with the permissions of the sender. If the sender cannot use the key, the message is lost without an error',
      fix: 'Create it with AlarmTopic and publishers (libs/constructs), or allow the service kms:Decrypt and kms:GenerateDataKey*',
      ask: custom(
        (policy, world) => {
          const mailbox = ownerOf(policy, world);
          if (!mailbox) return 'it is the policy of no topic or queue of this repository';
          const key = keyOf(mailbox, world, 'kms_master_key_id');
          if (!key) return `${mailbox.path} is not encrypted with a key of this repository`;
          const ofKey = statementsOfKey(key, world);
          const without = servicesThat(sends, statementsAbout(mailbox, world)).find(
            (sender) => !encrypts.every((action) => servicesThat(action, ofKey).includes(sender)),
          );
          return without && `${key.path} does not allow ${without} to encrypt`;
        },
        {
          'a service publishes without access to the key': inStatement(0, {
            Principal: { Service: ['cloudwatch.amazonaws.com', 'rds.amazonaws.com'] },
          }),
          'the key of a topic does not allow CloudWatch': { ...topicKey, change: inPolicy((all) => all.splice(1)) },
          'the key of the queues does not allow EventBridge': {
            ...queueKey,
            change: inStatement(({ Principal }) => Principal?.Service === 'events.amazonaws.com', { Effect: 'Deny' }),
          },
        },
      ),
    },
    MAL_SNS_6: {
      title: 'Topics and queues have one policy',
      severity: 'medium',
      why: 'A topic or queue can have only one policy: of two, the policy that is applied last replaces the other',
      fix: 'Put all statements into one policy',
      ask: custom(
        (policy, world) => {
          const mailbox = ownerOf(policy, world);
          const all = mailbox ? policiesOf(mailbox, world) : [];
          if (all.length > 1) return `${mailbox?.path} has ${all.length}`;
          return mailbox?.config['policy'] === undefined ? undefined : `${mailbox.path} sets policy, too`;
        },
        {
          'a topic sets its policy attribute, too': {
            type: 'aws_sns_topic',
            path: 'account/alarms/compute/Resource',
            change: (config) => (config.policy = JSON.stringify({ Statement: [] })),
          },
        },
      ),
    },
  },
  { path: 'account/alarms/compute/policy' },
);

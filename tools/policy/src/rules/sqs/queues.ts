import { isTrue, statementsOf } from '@malinshopper/synthesized';
import { all, alsoBroken, at, custom, ours } from '../ask';
import { inStatement, noStatement, ownAccountOnly } from '../statement-asks';
import { hasPolicy } from '../messaging/mailbox';
import { allowsOnly, deniesPlainHttp, notPublic } from '../messaging/mailbox-asks';
import { principalText } from '../statements';
import { rulesOf } from '../table';

// Only this scenario has queues, because no environment uses content events yet.
const scenario = 'cluster';
const policy = { scenario, type: 'aws_sqs_queue_policy', path: 'queue-fetcher/queue-policy' } as const;
const fix = 'Set kmsMasterKeyId to the key of an EncryptionKey (libs/constructs)';

export const queues = rulesOf(
  'aws_sqs_queue',
  {
    CKV_AWS_27: {
      title: 'Queues are encrypted',
      severity: 'medium',
      covers: 'FSBP.SQS.1 AwsSolutions-SQS2',
      why: 'Messages are stored for days',
      fix,
      ask: custom(
        ({ config }) =>
          config['kms_master_key_id'] !== undefined || isTrue(config['sqs_managed_sse_enabled'])
            ? undefined
            : 'it has neither kms_master_key_id nor sqs_managed_sse_enabled',
        { 'a queue has no key': (config) => delete config.kms_master_key_id },
      ),
    },
    CKV2_AWS_73: {
      title: 'Queues are encrypted with a key of this repository',
      severity: 'low',
      why: 'Only the policy of a customer managed key decides which principals may read, on each request',
      fix,
      ask: alsoBroken(ours('kms_master_key_id', 'aws_kms_key'), {
        'SQS encrypts with its own key': (config) =>
          Object.assign(config, { kms_master_key_id: undefined, sqs_managed_sse_enabled: true }),
      }),
    },
    MAL_SQS_5: {
      title: 'Queues keep messages for four days or longer',
      severity: 'high',
      why: 'Messages that wait over a weekend are lost without an error',
      fix: 'Leave messageRetentionSeconds out, or set it to 345600 or more',
      source: 'SQS API, "SetQueueAttributes": MessageRetentionPeriod, in seconds',
      ask: at('message_retention_seconds', (value) => Number(value ?? 345_600) >= 345_600, 60, 86_400),
    },
    'AwsSolutions-SQS4': {
      title: 'Queues deny plain HTTP',
      severity: 'medium',
      why: 'SQS accepts plain HTTP too, unless the policy denies it',
      fix: 'Add a Deny on sqs:* with aws:SecureTransport false to its SqsQueuePolicy',
      ask: alsoBroken(deniesPlainHttp(/^sqs:\*$/), {
        'plain HTTP is denied to senders only': inStatement(1, { Action: 'sqs:SendMessage' }),
      }),
      tried: policy,
    },
  },
  { scenario },
);

const noPattern = noStatement(
  statementsOf,
  (statement) =>
    statement.effect === 'Allow' &&
    Object.values(statement.principals ?? {}).some((all) => all.some((one) => one.includes('*'))) &&
    `allows ${principalText(statement)}`,
  {
    'a role with a certain name is allowed in every account': inStatement(0, {
      Principal: { AWS: 'arn:aws:iam::*:role/x' },
    }),
  },
);

/** A queue can contain a policy itself too. */
export const queuePolicies = rulesOf(
  ['aws_sqs_queue_policy', 'aws_sqs_queue'],
  {
    CKV_AWS_168: {
      title: 'Queue policies are not public',
      severity: 'high',
      about: hasPolicy,
      why: 'A worker publishes the content that a message names. Any sender could therefore publish content',
      fix: 'Name the service in Principal, and the sending rule in aws:SourceArn',
      ask: notPublic('aws_sqs_queue'),
    },
    CKV_AWS_387: {
      title: 'Queue policies allow no patterns of principals and no other account',
      severity: 'high',
      about: hasPolicy,
      why: 'A pattern allows every principal with a matching name',
      fix: 'Name the service or the role',
      ask: all(ownAccountOnly(statementsOf), noPattern),
    },
    CKV_AWS_72: {
      title: 'Queue policies allow only sqs:SendMessage',
      severity: 'medium',
      about: hasPolicy,
      why: 'Other actions delete messages, or allow more principals',
      fix: "Set Action to 'sqs:SendMessage'; a role that receives messages has its own policies",
      ask: allowsOnly('sqs:SendMessage', 'sqs:ReceiveMessage'),
    },
  },
  policy,
);

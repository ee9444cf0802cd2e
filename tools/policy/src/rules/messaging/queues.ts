import { isTrue, statementsOf } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isOpenToTheWorld, letsInOtherAccounts, whom } from '../statements';
import { hasPolicy, keyOf, policiesOf, refusesPlain, statementsAbout } from './mailbox';
import { inWords } from '../iam/in-words';

const types = ['aws_sqs_queue'];
/** A queue takes a policy in itself too. */
const policies = ['aws_sqs_queue_policy', 'aws_sqs_queue'];

export const queueRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_27',
    covers: ['FSBP.SQS.1', 'AwsSolutions-SQS2'],
    title: 'Every queue is encrypted',
    severity: 'medium',
    why: 'Messages lie in it for days',
    fix: 'Set kmsMasterKeyId to the key of an EncryptionKey (libs/constructs)',
    types,
    check: ({ config }) =>
      config['kms_master_key_id'] !== undefined || isTrue(config['sqs_managed_sse_enabled'])
        ? undefined
        : 'it has neither kms_master_key_id nor sqs_managed_sse_enabled',
  },
  {
    id: 'CKV2_AWS_73',
    title: 'Every queue is encrypted with a key of ours',
    severity: 'low',
    why: 'Only the policy of a key of ours can say who may read, and is asked each time',
    fix: 'Set kmsMasterKeyId to the key of an EncryptionKey (libs/constructs)',
    types,
    check: (queue, world) =>
      keyOf(queue, world, 'kms_master_key_id')
        ? undefined
        : `kms_master_key_id is ${JSON.stringify(queue.config['kms_master_key_id'])}`,
  },
  {
    id: 'CKV_AWS_168',
    title: 'No queue takes messages from, or gives them to, everybody',
    severity: 'high',
    why: 'A message says what to publish: whoever sends one, publishes',
    fix: 'Name the service in Principal, and the rule that sends in aws:SourceArn',
    types: policies,
    about: hasPolicy,
    check: (policy, world) => {
      const open = statementsOf(policy, world).find(isOpenToTheWorld);
      return open && `${inWords(open)} lets in everybody`;
    },
  },
  {
    id: 'CKV_AWS_387',
    title: 'No queue lets in principals by a pattern, or those of another account',
    severity: 'high',
    why: 'A pattern lets in whoever gives himself a name that fits',
    fix: 'Name the service or the role',
    types: policies,
    about: hasPolicy,
    check: (policy, world) => {
      const { id } = world.environment.account;
      const loose = statementsOf(policy, world).find(
        (statement) =>
          letsInOtherAccounts(statement, id) ||
          (statement.effect === 'Allow' &&
            Object.values(statement.principals ?? {}).some((who) => who.some((one) => one.includes('*')))),
      );
      return loose && `${inWords(loose)} lets in ${whom(loose)}`;
    },
  },
  {
    id: 'CKV_AWS_72',
    title: 'A policy of a queue allows only to send',
    severity: 'medium',
    why: 'Whoever may do everything with a queue may empty it, and let in others',
    fix: "Action: 'sqs:SendMessage'; who takes messages is said by the role's own policies",
    types: policies,
    about: hasPolicy,
    check: (policy, world) => {
      const more = statementsOf(policy, world)
        .filter(({ effect }) => effect === 'Allow')
        .find(
          ({ actions, notActions }) => notActions.length > 0 || actions.some((action) => action !== 'sqs:SendMessage'),
        );
      return more && `${inWords(more)} allows ${more.actions.join(', ') || 'all but some actions'}`;
    },
  },
  {
    id: 'AwsSolutions-SQS4',
    title: 'Every queue answers over TLS only',
    severity: 'medium',
    why: 'SQS answers to plain HTTP too, unless its policy refuses it',
    fix: 'Add a Deny on sqs:* with aws:SecureTransport false to its SqsQueuePolicy',
    types,
    check: (queue, world) => {
      if (policiesOf(queue, world).length === 0) return 'it has no policy';
      return refusesPlain(statementsAbout(queue, world), /^sqs:\*$/)
        ? undefined
        : 'no statement refuses what does not come over TLS';
    },
  },
];

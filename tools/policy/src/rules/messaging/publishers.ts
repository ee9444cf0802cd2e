import { statementsOf } from '@malinshopper/synthesized';
import { demanded } from '../iam/trust';
import type { Rule } from '../rule';
import { keyOf, ownerOf, policiesOf, policyTypes, servicesThat, statementsAbout, statementsOfKey } from './mailbox';
import { inWords } from '../iam/in-words';

const sends = /^(sns:Publish|sqs:SendMessage)$/;
const encrypts = [/^kms:(Decrypt|\*)$/, /^kms:(GenerateDataKey\*?|\*)$/];

export const publisherRules: readonly Rule[] = [
  {
    id: 'MAL_SNS_4',
    title: 'A service that sends to a topic or queue does so on behalf of the own account',
    severity: 'medium',
    why: 'Somebody else\'s alarms and events could come to us (IAM user guide, "The confused deputy problem")',
    fix: 'Add aws:SourceAccount with the own account, or aws:SourceArn with what sends',
    types: policyTypes,
    check: (policy, world) => {
      const { id } = world.environment.account;
      const loose = statementsOf(policy, world).find((statement) => {
        if (statement.effect === 'Deny' || !statement.principals?.['Service']) return false;
        const account = demanded(statement, 'aws:SourceAccount');
        const arns = demanded(statement, 'aws:SourceArn');
        const isOurs = (arn: string) => arn.split(':')[4] === id || arn.startsWith('${aws_');
        return !(account?.every((each) => each === id) ?? arns?.every(isOurs) ?? false);
      });
      return loose && `${inWords(loose)} lets ${loose.principals?.['Service']?.join(', ')} send for whichever account`;
    },
  },
  {
    id: 'MAL_SNS_5',
    title: 'Whichever service sends to a topic or queue may use its key',
    severity: 'high',
    why: 'SNS and SQS encrypt as the sender: what may not use the key cannot send, and nobody is told',
    fix: 'Make it with AlarmTopic and publishers (libs/constructs), or allow the service kms:Decrypt and kms:GenerateDataKey*',
    types: policyTypes,
    check: (policy, world) => {
      const mailbox = ownerOf(policy, world);
      if (!mailbox) return 'it is the policy of no topic or queue of ours';
      const key = keyOf(mailbox, world, 'kms_master_key_id');
      if (!key) return `${mailbox.path} is not encrypted with a key of ours`;
      const statements = statementsOfKey(key, world);
      for (const sender of servicesThat(sends, statementsAbout(mailbox, world))) {
        if (!encrypts.every((action) => servicesThat(action, statements).includes(sender))) {
          return `${key.path} does not let ${sender} encrypt`;
        }
      }
      return undefined;
    },
  },
  {
    id: 'MAL_SNS_6',
    title: 'A topic or queue has one policy',
    severity: 'medium',
    why: 'Of two, the one that is applied last is the only one',
    fix: 'Put all statements into one',
    types: policyTypes,
    check: (policy, world) => {
      const mailbox = ownerOf(policy, world);
      const all = mailbox ? policiesOf(mailbox, world) : [];
      if (all.length > 1) return `${mailbox?.path} has ${all.length}`;
      return mailbox?.config['policy'] === undefined ? undefined : `${mailbox.path} has one in itself, too`;
    },
  },
];

import { block, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { demanded } from '../iam/trust';
import { keepsDeadLetters } from './dead-letters';
import { logGroupOf } from './event-logs';
import { keyOf, servicesThat, statementsAbout, statementsOfKey } from './mailbox';
import { inWords } from '../iam/in-words';

const service = 'events.amazonaws.com';
const mailboxes = ['aws_sqs_queue', 'aws_sns_topic'];
const types = ['aws_cloudwatch_event_target'];

/** The queue or topic that a target is. */
const mailboxOf = (target: Resource, world: World) =>
  world.targets(target.config['arn'], target.stack).find(({ type }) => mailboxes.includes(type));

/** The rule that a target belongs to. */
const ruleOf = (target: Resource, world: World) =>
  world.targets(target.config['rule'], target.stack).find(({ type }) => type === 'aws_cloudwatch_event_rule');

export const eventRules: readonly Rule[] = [
  {
    id: 'MAL_EVENT_1',
    title: 'Every rule for events is switched on, and sends them somewhere',
    severity: 'medium',
    why: 'Events that nobody gets are lost without a sign',
    fix: 'Leave state and isEnabled out, and add a CloudwatchEventTarget',
    types: ['aws_cloudwatch_event_rule'],
    check: (rule, world) => {
      const { state, is_enabled: enabled } = rule.config;
      if ((state !== undefined && state !== 'ENABLED') || (enabled !== undefined && !isTrue(enabled))) {
        return `state is ${JSON.stringify(state ?? enabled)}`;
      }
      return world.thatName(rule, ...types).length > 0 ? undefined : 'it has no target';
    },
  },
  {
    id: 'MAL_EVENT_2',
    title: 'A rule for events says of which service and of what kind they are',
    severity: 'medium',
    why: 'Whoever may put events of his own could set it off; what it is about is read here',
    fix: 'eventPattern with source and detail-type, or scheduleExpression',
    types: ['aws_cloudwatch_event_rule'],
    about: ({ config }) => config['schedule_expression'] === undefined,
    check: (rule, world) => {
      const text = world.resolve(rule.config['event_pattern'], rule.stack);
      const pattern = JSON.parse(String(text ?? '{}')) as { source?: unknown[]; 'detail-type'?: unknown[] };
      if (!pattern.source?.length || !pattern['detail-type']?.length) return `event_pattern is ${String(text)}`;
      const foreign = pattern.source.find((source) => !/^aws\.\w+$/.test(String(source)));
      return foreign === undefined
        ? undefined
        : `source is ${JSON.stringify(foreign)}, which anybody of the account may say`;
    },
  },
  {
    id: 'MAL_EVENT_3',
    title: 'What EventBridge cannot deliver is kept in a queue of dead letters',
    severity: 'medium',
    why: 'After a day it gives up, and the event is gone',
    fix: 'Set deadLetterConfig to a queue that ContentQueue makes (apps/data), or to one like it',
    types,
    about: (target, world) => mailboxOf(target, world)?.type === 'aws_sqs_queue',
    check: (target, world) => {
      const { dead_letter_config: dead } = target.config;
      const queue = world.targets(block(dead), target.stack).find(({ type }) => type === 'aws_sqs_queue');
      if (!queue) return 'dead_letter_config names no queue of ours';
      if (queue === mailboxOf(target, world)) return 'dead_letter_config names the queue itself';
      return keepsDeadLetters(queue, world) ? undefined : `${queue.path} is no queue of dead letters`;
    },
  },
  {
    id: 'MAL_EVENT_4',
    title: 'A queue or topic takes events from the rule that is meant, and its key lets EventBridge encrypt them',
    severity: 'high',
    why: 'Otherwise nothing arrives, or what other rules send arrives too',
    fix: 'Allow events.amazonaws.com to send with aws:SourceArn of the rule, and to use the key',
    types,
    about: (target, world) => logGroupOf(target, world) === undefined,
    check: (target, world) => {
      const mailbox = mailboxOf(target, world);
      if (!mailbox) return `arn leads to none of ${mailboxes.join(', ')} that an app makes`;
      const sends = /^(sqs:SendMessage|sns:Publish)$/;
      const letting = statementsAbout(mailbox, world).filter((statement) =>
        servicesThat(sends, [statement]).includes(service),
      );
      if (letting.length === 0) return `the policy of ${mailbox.path} does not let EventBridge send`;
      const loose = letting.find((each) => !demanded(each, 'aws:SourceArn') && !demanded(each, 'aws:SourceAccount'));
      if (loose) return `${inWords(loose)} of ${mailbox.path} lets in every rule of every account`;
      const rule = ruleOf(target, world);
      const named = letting.flatMap((each) => demanded(each, 'aws:SourceArn') ?? []);
      if (
        rule &&
        named.length > 0 &&
        !world.targets(named, target.stack).includes(rule) &&
        !named.some((arn) => arn.includes('*'))
      ) {
        return `the policy of ${mailbox.path} names ${named.join(', ')}, and not ${rule.path}`;
      }
      const key = keyOf(mailbox, world, 'kms_master_key_id');
      if (!key) return undefined;
      const users = servicesThat(/^kms:(GenerateDataKey\*?|\*)$/, statementsOfKey(key, world));
      return users.includes(service) ? undefined : `${key.path} does not let EventBridge encrypt`;
    },
  },
];

import { type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import { changeJson, inPolicy } from '../../testing/mutation';
import { all, alsoBroken, custom, never, oneOfOrUnset, ours } from '../ask';
import { inWords } from '../in-words';
import { inStatement } from '../statement-asks';
import { demanded } from '../trust';
import { keyOf, servicesThat, statementsAbout, statementsOfKey } from '../messaging/mailbox';
import { keepsDeadLetters } from '../sqs/dead-letters';
import { has } from '../relations';
import { rulesOf } from '../table';

const inPattern = (change: Parameters<typeof changeJson>[1]) => changeJson('event_pattern', change);

export const eventRules = rulesOf('aws_cloudwatch_event_rule', {
  MAL_EVENT_1: {
    title: 'Event rules are enabled and have a target',
    severity: 'medium',
    why: 'Events without a target are lost without an error',
    fix: 'Leave state and isEnabled out, and add a CloudwatchEventTarget',
    ask: all(
      alsoBroken(oneOfOrUnset('state', 'ENABLED'), {
        'an event rule is disabled': (config) => (config.state = 'DISABLED'),
      }),
      oneOfOrUnset('is_enabled', true),
      has('aws_cloudwatch_event_target'),
    ),
  },
  MAL_EVENT_2: {
    title: 'Event patterns name an AWS service and a detail type',
    severity: 'medium',
    about: ({ config }) => config['schedule_expression'] === undefined,
    why: 'Any identity with events:PutEvents could trigger a rule for other sources',
    fix: 'Set eventPattern with source and detail-type, or scheduleExpression',
    ask: custom(
      ({ config, stack }, world) => {
        const text = String(world.resolve(config['event_pattern'], stack) ?? '{}');
        const pattern = JSON.parse(text) as { source?: unknown[]; 'detail-type'?: unknown[] };
        if (!pattern.source?.length || !pattern['detail-type']?.length) return `event_pattern is ${text}`;
        const foreign = pattern.source.find((source) => !/^aws\.\w+$/.test(String(source)));
        return foreign === undefined ? undefined : `source is ${JSON.stringify(foreign)}, which is no AWS service`;
      },
      {
        'the pattern has no source': inPattern((pattern) => delete pattern.source),
        'the pattern has no detail-type': inPattern((pattern) => delete pattern['detail-type']),
        'the pattern has a source that is not AWS': inPattern(({ source }) => source.push('custom')),
      },
    ),
    tried: { path: 'told/assumed' },
  },
});

const events = 'events.amazonaws.com';
const toQueue = { scenario: 'cluster', path: 'queue-fetcher/target' } as const;
const queuePolicy = { type: 'aws_sqs_queue_policy', path: 'queue-fetcher/queue-policy' };
const topicPolicy = { scenario: 'production', type: 'aws_sns_topic_policy', path: 'told/topic/policy' } as const;
const logPolicy = { type: 'aws_cloudwatch_log_resource_policy', path: 'account/scaling/policy' };
const otherRule = { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:1:rule/other' } };

const firstOf = (value: unknown, { stack }: Resource, world: World, ...types: readonly string[]) =>
  world.targets(value, stack).find(({ type }) => types.includes(type));
const mailboxOf = (target: Resource, world: World) =>
  firstOf(target.config['arn'], target, world, 'aws_sqs_queue', 'aws_sns_topic');
const logGroupOf = (target: Resource, world: World) =>
  firstOf(target.config['arn'], target, world, 'aws_cloudwatch_log_group');

/** The fault of a policy that prevents a rule from sending to a queue or topic, or allows other rules to send. */
function faultOfPolicy(target: Resource, mailbox: Resource, world: World): string | undefined {
  const allowing = statementsAbout(mailbox, world).filter((statement) =>
    servicesThat(/^(sqs:SendMessage|sns:Publish)$/, [statement]).includes(events),
  );
  if (allowing.length === 0) return `the policy of ${mailbox.path} does not allow EventBridge to send`;
  const loose = allowing.find((each) => !demanded(each, 'aws:SourceArn') && !demanded(each, 'aws:SourceAccount'));
  if (loose) return `${inWords(loose)} of ${mailbox.path} allows every rule of every account`;
  const rule = firstOf(target.config['rule'], target, world, 'aws_cloudwatch_event_rule');
  const named = allowing.flatMap((each) => demanded(each, 'aws:SourceArn') ?? []);
  const isAllowed =
    !rule || named.length === 0 || world.targets(named, target.stack).includes(rule) || named.join().includes('*');
  return isAllowed ? undefined : `the policy of ${mailbox.path} names ${named.join(', ')}, and not ${rule.path}`;
}

/** EventBridge needs both, otherwise no event arrives (hashicorp/terraform-provider-aws issue 30388). */
const writers = [events, 'delivery.logs.amazonaws.com'];
const writing = [/^logs:CreateLogStream$/, /^logs:PutLogEvents$/];

const writable = custom(
  (target, world) => {
    const group = logGroupOf(target, world)!;
    const name = String(world.resolve(group.config['name'], group.stack));
    if (!name.startsWith('/aws/events/')) return `${group.path} is named ${name}`;
    const statements = world
      .thatName(group, logPolicy.type)
      .flatMap((policy) => statementsOf(policy, world, 'policy_document'));
    for (const action of writing) {
      const missing = writers.find((service) => !servicesThat(action, statements).includes(service));
      if (missing) return `no policy allows ${missing} to write to ${group.path}: ${action.source} is missing`;
    }
    return undefined;
  },
  {
    'EventBridge is not allowed to create a log stream': {
      ...logPolicy,
      change: inPolicy((statements) => statements.splice(0, 1), 'policy_document'),
    },
    'EventBridge is not allowed to put log events': {
      ...logPolicy,
      change: inPolicy((statements) => statements.splice(1), 'policy_document'),
    },
    'only one of the two services of EventBridge is allowed to write': {
      ...logPolicy,
      change: inStatement(() => true, { Principal: { Service: events } }, 'policy_document'),
    },
    'the log group is outside /aws/events/': {
      type: 'aws_cloudwatch_log_group',
      path: 'account/scaling/log/Resource',
      change: (config) => (config.name = '/malinshopper/account/scaling'),
    },
  },
);

export const eventTargets = rulesOf('aws_cloudwatch_event_target', {
  MAL_EVENT_7: {
    title: 'Event targets get events unchanged',
    severity: 'high',
    why: 'With another text in its place, a report does not contain the event',
    fix: 'Leave input, inputPath and inputTransformer out',
    ask: all(
      never('input', '"all is well"'),
      never('input_path', '$.version'),
      never('input_transformer', { input_template: '"all is well"' }),
    ),
    tried: { path: 'told/target' },
  },
  MAL_EVENT_3: {
    title: 'Event targets that are queues have a dead-letter queue',
    severity: 'medium',
    about: (target, world) => mailboxOf(target, world)?.type === 'aws_sqs_queue',
    why: 'EventBridge stops after a day and drops the event',
    fix: 'Set deadLetterConfig to a queue of ContentQueue (apps/data), or to a similar one',
    ask: all(
      ours('dead_letter_config.arn', 'aws_sqs_queue'),
      custom(
        (target, world) => {
          const queue = firstOf(target.config['dead_letter_config'], target, world, 'aws_sqs_queue')!;
          if (queue === mailboxOf(target, world)) return 'dead_letter_config names the target itself';
          return keepsDeadLetters(queue, world) ? undefined : `${queue.path} is no dead-letter queue`;
        },
        { 'dead_letter_config names the target': (config) => (config.dead_letter_config = { arn: config.arn }) },
      ),
    ),
    tried: toQueue,
  },
  MAL_EVENT_4: {
    title: 'Queues and topics accept events of their own rule, and their key allows EventBridge to encrypt',
    severity: 'high',
    about: (target, world) => logGroupOf(target, world) === undefined,
    why: 'Otherwise no event arrives, or events of other rules arrive too',
    fix: 'Allow events.amazonaws.com to send with aws:SourceArn of the rule, and to use the key',
    ask: custom(
      (target, world) => {
        const mailbox = mailboxOf(target, world);
        if (!mailbox) return 'arn leads to no queue or topic of this repository';
        const fault = faultOfPolicy(target, mailbox, world);
        const key = keyOf(mailbox, world, 'kms_master_key_id');
        if (fault !== undefined || !key) return fault;
        const users = servicesThat(/^kms:(GenerateDataKey\*?|\*)$/, statementsOfKey(key, world));
        return users.includes(events) ? undefined : `${key.path} does not allow EventBridge to encrypt`;
      },
      {
        'events go to a queue of another account': (config) => (config.arn = 'arn:aws:sqs:eu-west-1:999999999999:q'),
        'a queue accepts another rule only': { ...queuePolicy, change: inStatement(0, { Condition: otherRule }) },
        'a topic denies events': {
          ...topicPolicy,
          change: inStatement(({ Principal }) => Principal?.Service === events, { Effect: 'Deny' }),
        },
      },
    ),
    tried: toQueue,
  },
  MAL_EVENT_5: {
    title: 'Log groups accept the events of their rules',
    severity: 'high',
    about: (target, world) => logGroupOf(target, world) !== undefined,
    why: 'EventBridge uses no role to write to a log group. If the group has no resource policy, events are lost, and no error is reported',
    fix: 'Use a name that begins with /aws/events/, and a CloudwatchLogResourcePolicy as in ScalingLog (apps/account)',
    ask: all(writable, never('role_arn', 'arn:aws:iam::1:role/events')),
    tried: { path: 'account/scaling/target' },
  },
});

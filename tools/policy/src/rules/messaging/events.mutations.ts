import { inPolicy, remove, type Changeable, type Mutation } from '../../testing/mutation';

const rule = (id: string, what: string, change: Mutation['change'], path = 'told/assumed'): Mutation => ({
  rule: id,
  what,
  type: 'aws_cloudwatch_event_rule',
  path,
  change,
});
const target = (id: string, what: string, change: Mutation['change']): Mutation => ({
  rule: id,
  what,
  kind: 'cluster',
  type: 'aws_cloudwatch_event_target',
  path: 'queue-fetcher/target',
  change,
});
const pattern = (change: (pattern: Changeable) => void) => (config: { event_pattern: string }) => {
  const read = JSON.parse(config.event_pattern) as object;
  change(read);
  config.event_pattern = JSON.stringify(read);
};
const logPolicy = (what: string, change: Parameters<typeof inPolicy>[0]): Mutation => ({
  rule: 'MAL_EVENT_5',
  what,
  type: 'aws_cloudwatch_log_resource_policy',
  path: 'account/scaling/policy',
  change: inPolicy(change, 'policy_document'),
});

export const eventMutations: readonly Mutation[] = [
  rule('MAL_EVENT_1', 'a rule for events is switched off', (config) => (config.state = 'DISABLED')),
  rule('MAL_EVENT_1', 'a rule for events is switched off as it once was', (config) => (config.is_enabled = false)),
  {
    rule: 'MAL_EVENT_1',
    what: 'a rule for events sends them nowhere',
    type: 'aws_cloudwatch_event_target',
    path: 'told/target',
    change: remove,
  },
  rule(
    'MAL_EVENT_2',
    'a rule takes events of every service',
    pattern((read) => delete read.source),
  ),
  rule(
    'MAL_EVENT_2',
    'a rule takes events that anybody can send',
    pattern((read) => read.source.push('ours')),
  ),
  rule(
    'MAL_EVENT_2',
    'a rule takes every event of a service',
    pattern((read) => delete read['detail-type']),
  ),
  target('MAL_EVENT_3', 'what EventBridge cannot deliver is lost', (config) => delete config.dead_letter_config),
  target('MAL_EVENT_3', 'what EventBridge cannot deliver goes to where it could not', (config) => {
    config.dead_letter_config = { arn: config.arn };
  }),
  target('MAL_EVENT_4', 'events go to a queue of somebody else', (config) => {
    config.arn = 'arn:aws:sqs:eu-west-1:999999999999:theirs';
  }),
  {
    rule: 'MAL_EVENT_4',
    what: 'a queue takes events from another rule than that which sends',
    kind: 'cluster',
    type: 'aws_sqs_queue_policy',
    path: 'queue-fetcher/queue-policy',
    change: inPolicy(([statement]) => {
      statement.Condition = { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:1:rule/other' } };
    }),
  },
  {
    rule: 'MAL_EVENT_4',
    what: 'a topic no longer takes events',
    type: 'aws_sns_topic_policy',
    path: 'told/topic/policy',
    change: inPolicy((statements) => {
      for (const statement of statements) {
        if (statement.Principal?.Service === 'events.amazonaws.com') statement.Effect = 'Deny';
      }
    }),
  },
  logPolicy('EventBridge may create no stream in the log of launches', (statements) => statements.splice(0, 1)),
  logPolicy('EventBridge may write nothing into the log of launches', (statements) => statements.splice(1)),
  logPolicy('only one of the two services of EventBridge may write into the log of launches', (statements) => {
    for (const statement of statements) statement.Principal = { Service: 'events.amazonaws.com' };
  }),
  {
    rule: 'MAL_EVENT_5',
    what: 'the log of launches has a name that EventBridge does not deliver to',
    type: 'aws_cloudwatch_log_group',
    path: 'account/scaling/log/Resource',
    change: (config) => (config.name = '/malinshopper/account/scaling'),
  },
  {
    rule: 'MAL_EVENT_5',
    what: 'events go to a log group with a role',
    type: 'aws_cloudwatch_event_target',
    path: 'account/scaling/target',
    change: (config) => (config.role_arn = 'arn:aws:iam::1:role/events'),
  },
];

import type { Resource, World } from '@malinshopper/synthesized';
import { changeJson, remove } from '../../testing/mutation';
import { all, custom, oneOf } from '../ask';
import { alarmsOn } from '../cloudwatch/watched';
import { has } from '../relations';
import { rulesOf } from '../table';

const allowPolicy = 'aws_sqs_queue_redrive_allow_policy';
const queue = { scenario: 'cluster', path: 'queue-fetcher/Resource' } as const;
const redrive = { scenario: 'cluster', type: allowPolicy, path: 'queue-fetcher/redrive' } as const;
const inAllowPolicy = (change: Parameters<typeof changeJson>[1]) => changeJson('redrive_allow_policy', change);

const json = (value: unknown) => JSON.parse(String(value ?? '{}')) as Record<string, unknown>;

/** The dead-letter queue of a queue. */
const deadLettersOf = (source: Resource, world: World) =>
  world
    .targets(source.config['redrive_policy'], source.stack)
    .find((each) => each.type === 'aws_sqs_queue' && each !== source);

/** The queues that have this queue as their dead-letter queue. */
const sourcesOf = (dead: Resource, world: World) =>
  world.resources('aws_sqs_queue').filter((each) => deadLettersOf(each, world) === dead);

/** True if a queue is the dead-letter queue of other queues or of targets of EventBridge. */
export const keepsDeadLetters = (dead: Resource, world: World) =>
  sourcesOf(dead, world).length > 0 ||
  world
    .thatName(dead, 'aws_cloudwatch_event_target')
    .some(({ config, stack }) => world.targets(config['dead_letter_config'], stack).includes(dead));

/** True if a redrive allow policy belongs to a queue. */
const isFor = ({ config, stack }: Resource, dead: Resource, world: World) =>
  world.targets(config['queue_url'], stack).includes(dead);

/** The queues that a redrive allow policy names. */
const sourcesIn = ({ config, stack }: Resource, world: World) =>
  world.targets(json(config['redrive_allow_policy'])['sourceQueueArns'], stack);

const longest = 14 * 24 * 60 * 60;
/** The default is four days (Amazon SQS API, CreateQueue). */
const retention = ({ config }: Resource) => Number(config['message_retention_seconds'] ?? 345_600);

export const deadLetters = rulesOf('aws_sqs_queue', {
  'AwsSolutions-SQS3': {
    title: 'Queues have a dead-letter queue',
    severity: 'medium',
    about: (each, world) => !keepsDeadLetters(each, world),
    why: 'Without a dead-letter queue, a message that always fails delays all other messages, and is then lost unnoticed',
    fix: 'Set redrivePolicy with a separate dead-letter queue and maxReceiveCount, as ContentQueue does (apps/data)',
    ask: custom(
      (source, world) => {
        if (!deadLettersOf(source, world)) return 'redrive_policy names no queue of this repository';
        const count = Number(json(world.resolve(source.config['redrive_policy'], source.stack))['maxReceiveCount']);
        return count >= 1 && count <= 10 ? undefined : `maxReceiveCount is ${count}, which is not 1 to 10`;
      },
      {
        'a queue has no dead-letter queue': (config) => delete config.redrive_policy,
        'maxReceiveCount is 1000': changeJson('redrive_policy', (policy) => (policy.maxReceiveCount = 1000)),
      },
    ),
    tried: queue,
  },
  MAL_SQS_1: {
    title: 'The first dead letter sets off an alarm',
    severity: 'high',
    covers: 'M2',
    about: keepsDeadLetters,
    why: 'A dead letter is lost for its consumer, and without an alarm the queue is not read',
    fix: 'Add an Alarm on ApproximateNumberOfMessagesVisible of the queue, above 0',
    ask: custom(
      (dead, world) => {
        const [alarm] = alarmsOn(dead, 'ApproximateNumberOfMessagesVisible', world);
        if (!alarm) return 'no alarm is on ApproximateNumberOfMessagesVisible';
        const { comparison_operator: operator, threshold } = alarm.config;
        const rule = `${operator} ${threshold}`;
        const byTheFirst = ['GreaterThanThreshold 0', 'GreaterThanOrEqualToThreshold 1'].includes(rule);
        return byTheFirst ? undefined : `${alarm.path} is raised by ${rule}`;
      },
      {
        'there is no alarm': remove,
        'a hundred dead letters set off the alarm': (config) => (config.threshold = 100),
        'the alarm is on another queue': (config) => (config.dimensions.QueueName = '${aws_sqs_queue.gone.name}'),
      },
    ),
    tried: { scenario: 'cluster', type: 'aws_cloudwatch_metric_alarm', path: 'queue-fetcher/given-up/Resource' },
  },
  MAL_SQS_2: {
    title: 'Dead-letter queues keep messages for 14 days, and longer than their sources',
    severity: 'low',
    about: keepsDeadLetters,
    why: 'The age of a message counts from its first sending. With a shorter retention, it can be deleted before it is examined',
    fix: 'Set messageRetentionSeconds to 14 * 24 * 60 * 60 on it, and less on its sources',
    ask: all(
      oneOf('message_retention_seconds', longest),
      custom(
        (dead, world) => {
          const long = sourcesOf(dead, world).find((source) => retention(source) >= longest);
          return long && `${long.path} keeps messages as long`;
        },
        { 'a source keeps messages as long': { ...queue, change: (c) => (c.message_retention_seconds = longest) } },
      ),
    ),
    tried: { scenario: 'cluster', path: 'queue-fetcher/dead' },
  },
  MAL_SQS_3: {
    title: 'Dead-letter queues accept the messages of their sources',
    severity: 'medium',
    about: (each, world) => sourcesOf(each, world).length > 0,
    why: 'A message that the dead-letter queue does not accept stays in the source queue, ahead of all other messages',
    fix: "Add SqsQueueRedriveAllowPolicy with redrivePermission 'byQueue' and the ARNs of its sources",
    ask: all(
      has(allowPolicy),
      custom(
        (dead, world) => {
          const policy = world.thatName(dead, allowPolicy).find((each) => isFor(each, dead, world));
          const accepted = policy ? sourcesIn(policy, world) : [];
          const missing = sourcesOf(dead, world).find((source) => !accepted.includes(source));
          return missing && `it does not accept dead letters of ${missing.path}`;
        },
        { 'the policy names no source': inAllowPolicy((policy) => (policy.sourceQueueArns = [])) },
      ),
    ),
    tried: redrive,
  },
  MAL_SQS_4: {
    title: 'A dead-letter queue accepts only messages of its own source queue',
    severity: 'low',
    types: [allowPolicy],
    about: (policy, world) => world.resources('aws_sqs_queue').some((each) => isFor(policy, each, world)),
    why: 'Otherwise any queue of the account could fill the dead-letter queue and hide the lost messages',
    fix: "Set redrivePermission to 'byQueue', with the ARNs of the queues that name it in redrivePolicy",
    ask: custom(
      (policy, world) => {
        const permission = json(policy.config['redrive_allow_policy'])['redrivePermission'];
        if (permission !== 'byQueue') return `redrivePermission is ${String(permission)}`;
        const more = sourcesIn(policy, world).find((source) => {
          const dead = deadLettersOf(source, world);
          return !dead || !isFor(policy, dead, world);
        });
        return more && `it accepts dead letters of ${more.path}, which sends none`;
      },
      {
        'every queue may send dead letters': inAllowPolicy((policy) => (policy.redrivePermission = 'allowAll')),
        'the policy names a queue that sends no dead letters': (config) =>
          inAllowPolicy((policy) => policy.sourceQueueArns.push(config.queue_url.replace('.url}', '.arn}')))(config),
      },
    ),
    tried: redrive,
  },
});

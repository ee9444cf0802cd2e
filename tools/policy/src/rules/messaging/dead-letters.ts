import type { Resource, World } from '@malinshopper/synthesized';
import { alarmsOn } from '../observability/watched';
import type { Rule } from '../rule';

const types = ['aws_sqs_queue'];
const isQueue = ({ type }: Resource) => type === 'aws_sqs_queue';

/** What a queue or a redrive policy says in JSON. */
const json = (value: unknown) => JSON.parse(String(value ?? '{}')) as Record<string, unknown>;

/** Where a queue puts what nobody could take in. */
function deadLettersOf(queue: Resource, world: World): Resource | undefined {
  return world.targets(queue.config['redrive_policy'], queue.stack).find((each) => isQueue(each) && each !== queue);
}

/** The queues that put into another one what nobody could take in. */
const sourcesOf = (queue: Resource, world: World) =>
  world.resources(...types).filter((each) => deadLettersOf(each, world) === queue);

/** Whether a queue only keeps what others could not have taken in, or what EventBridge could not deliver. */
export const keepsDeadLetters = (queue: Resource, world: World) =>
  sourcesOf(queue, world).length > 0 ||
  world
    .thatName(queue, 'aws_cloudwatch_event_target')
    .some(({ config, stack }) => world.targets(config['dead_letter_config'], stack).includes(queue));

const longest = 14 * 24 * 60 * 60;
/** Amazon SQS API, CreateQueue: four days unless said otherwise. */
const retention = ({ config }: Resource) => Number(config['message_retention_seconds'] ?? 345_600);

export const deadLetterRules: readonly Rule[] = [
  {
    id: 'AwsSolutions-SQS3',
    title: 'What nobody can take in leaves the queue for another one',
    severity: 'medium',
    why: 'A message that always fails would keep the others waiting, and then be lost unseen',
    fix: 'Set redrivePolicy with a queue of its own and maxReceiveCount, as ContentQueue does (apps/data)',
    types,
    about: (queue, world) => !keepsDeadLetters(queue, world),
    check: (queue, world) => {
      if (!deadLettersOf(queue, world)) return 'redrive_policy names no queue of ours';
      const count = Number(json(world.resolve(queue.config['redrive_policy'], queue.stack))['maxReceiveCount']);
      return count >= 1 && count <= 10 ? undefined : `maxReceiveCount is ${count}, which is not 1 to 10`;
    },
  },
  {
    id: 'MAL_SQS_1',
    covers: ['M2'],
    title: 'An alarm goes off when a queue gets a dead letter',
    severity: 'high',
    why: 'What is in it was lost to whom it was for, and nobody looks into it by himself',
    fix: 'Add an Alarm on ApproximateNumberOfMessagesVisible of the queue, above 0',
    types,
    about: keepsDeadLetters,
    check: (queue, world) => {
      const [alarm] = alarmsOn(queue, 'ApproximateNumberOfMessagesVisible', world);
      if (!alarm) return 'no alarm is on ApproximateNumberOfMessagesVisible';
      const { comparison_operator: operator, threshold } = alarm.config;
      const atTheFirst =
        (operator === 'GreaterThanThreshold' && threshold === 0) ||
        (operator === 'GreaterThanOrEqualToThreshold' && threshold === 1);
      return atTheFirst ? undefined : `${alarm.path} waits for ${operator} ${threshold}`;
    },
  },
  {
    id: 'MAL_SQS_2',
    title: 'Dead letters are kept as long as SQS can, and longer than where they come from',
    severity: 'low',
    why: 'Their age counts on from when they were sent: otherwise they are gone before somebody has looked',
    fix: 'messageRetentionSeconds: 14 * 24 * 60 * 60 on it, and less on its sources',
    types,
    about: keepsDeadLetters,
    check: (queue, world) => {
      if (retention(queue) !== longest) return `message_retention_seconds is ${retention(queue)}, not ${longest}`;
      const long = sourcesOf(queue, world).find((source) => retention(source) >= longest);
      return long && `${long.path} keeps messages as long`;
    },
  },
  {
    id: 'MAL_SQS_3',
    title: 'A queue of dead letters takes them from the queues that send them to it',
    severity: 'medium',
    why: 'What it does not take stays in the queue that it came from, in front of the others',
    fix: "Add SqsQueueRedriveAllowPolicy with redrivePermission 'byQueue' and the ARNs of its sources",
    types,
    about: (queue, world) => sourcesOf(queue, world).length > 0,
    check: (queue, world) => {
      const [policy] = world
        .thatName(queue, 'aws_sqs_queue_redrive_allow_policy')
        .filter((each) => isFor(each, queue, world));
      if (!policy) return 'it has no aws_sqs_queue_redrive_allow_policy';
      const missing = sourcesOf(queue, world).find((source) => !sourcesIn(policy, world).includes(source));
      return missing && `it does not take what ${missing.path} sends`;
    },
  },
  {
    id: 'MAL_SQS_4',
    title: 'A queue of dead letters takes them from no other queue',
    severity: 'low',
    why: 'Any queue of the account could fill it, and hide what was lost',
    fix: "redrivePermission: 'byQueue', with the ARNs of the queues whose redrivePolicy names it",
    types: ['aws_sqs_queue_redrive_allow_policy'],
    about: (policy, world) => world.resources(...types).some((queue) => isFor(policy, queue, world)),
    check: (policy, world) => {
      const permission = json(policy.config['redrive_allow_policy'])['redrivePermission'];
      if (permission !== 'byQueue') return `redrivePermission is ${String(permission)}`;
      const more = sourcesIn(policy, world).find((source) => {
        const dead = deadLettersOf(source, world);
        return !dead || !isFor(policy, dead, world);
      });
      return more && `it takes what ${more.path} sends, which sends nothing there`;
    },
  },
];

/** Whether a redrive policy is that of a queue. */
const isFor = ({ config, stack }: Resource, queue: Resource, world: World) =>
  world.targets(config['queue_url'], stack).includes(queue);

/** The queues that a redrive policy names. */
const sourcesIn = ({ config, stack }: Resource, world: World) =>
  world.targets(json(config['redrive_allow_policy'])['sourceQueueArns'], stack);

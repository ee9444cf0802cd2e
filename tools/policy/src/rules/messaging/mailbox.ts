import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';

/** The policy types of topics and queues, each with the attribute that names its topic or queue. */
const owners = { aws_sns_topic_policy: 'arn', aws_sqs_queue_policy: 'queue_url' } as const;

export const policyTypes = Object.keys(owners) as readonly (keyof typeof owners)[];
const ownerTypes = ['aws_sns_topic', 'aws_sqs_queue'];

/** The topic or queue of a policy. */
export function ownerOf(policy: Resource, world: World): Resource | undefined {
  const attribute = owners[policy.type as keyof typeof owners];
  return world.targets(policy.config[attribute], policy.stack).find(({ type }) => ownerTypes.includes(type));
}

/** True if a resource has a policy. */
export const hasPolicy = ({ config }: Resource) => config['policy'] !== undefined;

/** The policy resources of a topic or queue. */
export function policiesOf(mailbox: Resource, world: World): readonly Resource[] {
  return world.thatName(mailbox, ...policyTypes).filter((policy) => ownerOf(policy, world) === mailbox);
}

/** The statements of all policies of a topic or queue. */
export function statementsAbout(mailbox: Resource, world: World): readonly Statement[] {
  return policiesOf(mailbox, world).flatMap((policy) => statementsOf(policy, world));
}

/** The key of this repository that encrypts a topic, a queue or a log group. */
export function keyOf({ config, stack }: Resource, world: World, attribute: string): Resource | undefined {
  return world.targets(config[attribute], stack).find(({ type }) => type === 'aws_kms_key');
}

/** The statements of a key's policy, on the key or in a separate resource. */
export function statementsOfKey(key: Resource, world: World): readonly Statement[] {
  return [key, ...world.thatName(key, 'aws_kms_key_policy')].flatMap((each) => statementsOf(each, world));
}

/** The services to which statements allow an action of this form. */
export function servicesThat(action: RegExp, statements: readonly Statement[]): readonly string[] {
  return statements
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((each) => action.test(each)))
    .flatMap(({ principals }) => principals?.['Service'] ?? []);
}

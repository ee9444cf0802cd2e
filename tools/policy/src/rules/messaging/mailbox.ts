import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';

/** The policies of topics and queues, and in which attribute each names whose it is. */
const owners = { aws_sns_topic_policy: 'arn', aws_sqs_queue_policy: 'queue_url' } as const;

export const policyTypes = Object.keys(owners) as readonly (keyof typeof owners)[];
const ownerTypes = ['aws_sns_topic', 'aws_sqs_queue'];

/** The topic or queue that a policy is of. */
export function ownerOf(policy: Resource, world: World): Resource | undefined {
  const attribute = owners[policy.type as keyof typeof owners];
  return world.targets(policy.config[attribute], policy.stack).find(({ type }) => ownerTypes.includes(type));
}

/** Whether something says who may do what with it. */
export const hasPolicy = ({ config }: Resource) => config['policy'] !== undefined;

/** The policy resources of a topic or queue. */
export function policiesOf(mailbox: Resource, world: World): readonly Resource[] {
  return world.thatName(mailbox, ...policyTypes).filter((policy) => ownerOf(policy, world) === mailbox);
}

/** What the policies of a topic or queue say. */
export function statementsAbout(mailbox: Resource, world: World): readonly Statement[] {
  return policiesOf(mailbox, world).flatMap((policy) => statementsOf(policy, world));
}

/** The key of ours that a topic, a queue or a log group is encrypted with. */
export function keyOf({ config, stack }: Resource, world: World, attribute: string): Resource | undefined {
  return world.targets(config[attribute], stack).find(({ type }) => type === 'aws_kms_key');
}

/** What the policy of a key says, be it on the key or a resource of its own. */
export function statementsOfKey(key: Resource, world: World): readonly Statement[] {
  return [key, ...world.thatName(key, 'aws_kms_key_policy')].flatMap((each) => statementsOf(each, world));
}

/** The services that statements let do something that a pattern names. */
export function servicesThat(action: RegExp, statements: readonly Statement[]): readonly string[] {
  return statements
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((each) => action.test(each)))
    .flatMap(({ principals }) => principals?.['Service'] ?? []);
}

/** Whether statements refuse to everybody what does not come over TLS. */
export function refusesPlain(statements: readonly Statement[], sending: RegExp): boolean {
  return statements.some(
    ({ effect, principals, actions, conditions }) =>
      effect === 'Deny' &&
      principals?.['AWS']?.includes('*') &&
      actions.some((action) => sending.test(action)) &&
      conditions['Bool']?.['aws:SecureTransport']?.join() === 'false' &&
      Object.keys(conditions).length === 1,
  );
}

import { block, blocks, isTrue, type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

const types = ['aws_lb_target_group'];

/** The listeners that send visitors to a target group, by their default action or by a rule. */
function listenersOf(group: Resource, world: World): Resource[] {
  const senders = world.thatName(group, 'aws_lb_listener', 'aws_lb_listener_rule');
  return senders.flatMap((sender) =>
    sender.type === 'aws_lb_listener'
      ? [sender]
      : world.targets(sender.config['listener_arn'], sender.stack).filter(({ type }) => type === 'aws_lb_listener'),
  );
}

/** Where a load balancer sends requests, and where it writes them down. */
export const targetGroupRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_261',
    covers: ['L4'],
    title: 'Every target group asks a page of its targets, and knows which answer is right',
    severity: 'medium',
    why: 'Asked for /, a server that cannot reach its database may still answer; any answer below 500 may count',
    fix: 'Set healthCheck.path to /healthz, and matcher to 200',
    types,
    check: ({ config }) => {
      const { path, matcher, enabled } = block(config['health_check']);
      if (enabled !== undefined && !isTrue(enabled)) return 'health_check is off';
      if (!/^\/./.test(String(path))) return `health_check.path is ${JSON.stringify(path)}`;
      return /^2\d\d$/.test(String(matcher)) ? undefined : `health_check.matcher is ${JSON.stringify(matcher)}`;
    },
  },
  {
    id: 'CKV_AWS_378',
    title: 'Visitors get to a target group by HTTPS only',
    severity: 'high',
    why: 'What is said by HTTP, everybody on the way reads and changes',
    fix: 'Tie the target group to the listener of HTTPS',
    types,
    check: (group, world) => {
      const listeners = listenersOf(group, world);
      if (listeners.length === 0) return 'no listener of ours sends anybody there';
      const plain = listeners.find(({ config }) => !['HTTPS', 'TLS'].includes(String(config['protocol'])));
      return plain && `${plain.path} speaks ${String(plain.config['protocol'])}`;
    },
  },
  {
    id: 'MAL_LB_6',
    covers: ['L4'],
    title: 'A server that leaves a target group has two minutes at most, in an environment that may go half a minute',
    severity: 'low',
    why: 'Every deployment and every scale-in waits for it; the default is five minutes',
    fix: 'Set deregistrationDelay, in seconds',
    types,
    check: ({ config }, { environment: { protection } }) => {
      const seconds = Number(config['deregistration_delay'] ?? 300);
      return seconds <= (protection.enabled ? 120 : 30) ? undefined : `deregistration_delay is ${seconds}`;
    },
  },
  {
    id: 'MAL_LB_7',
    covers: ['L4'],
    title: 'A target group that has to be replaced is made before the old one goes, under another name',
    severity: 'medium',
    why: 'A rule that is in use holds on to the old one, and two of a name cannot be',
    fix: 'Set createBeforeDestroy, and let the name end in a hash of what would replace the group',
    types,
    check: ({ config }) => {
      if (block(config['lifecycle'])['create_before_destroy'] !== true) return 'create_before_destroy is not true';
      const name = String(config['name']);
      return /^.{1,25}-[0-9a-f]{6}$/.test(name) ? undefined : `name is ${JSON.stringify(config['name'])}`;
    },
  },
  {
    id: 'MAL_LB_8',
    covers: ['L5'],
    title: 'The bucket of a load balancer lets ELB write, and nobody else, with encryption that ELB can use',
    severity: 'medium',
    why: 'ELB cannot write to a bucket with a key of ours: switching the log on fails, or nothing is written',
    fix: 'Use LogBucket (apps/compute): AES256, a policy for ELB alone, and aws_lb depends on it',
    types: ['aws_lb'],
    check: (balancer, world) => {
      const logs = ['access_logs', 'connection_logs'].map((name) => block(balancer.config[name])['bucket'] as unknown);
      const buckets = world.targets(logs, balancer.stack).filter(({ type }) => type === 'aws_s3_bucket');
      if (buckets.length === 0) return 'has no bucket of ours';
      const faults = buckets.map((bucket) => faultOfLogBucket(bucket, balancer, world));
      return faults.find((fault) => fault);
    },
  },
];

function faultOfLogBucket(bucket: Resource, balancer: Resource, world: World): string | undefined {
  const encryption = world.thatName(bucket, 'aws_s3_bucket_server_side_encryption_configuration');
  const algorithms = encryption
    .flatMap(({ config }) => blocks(config['rule']))
    .map((rule) => block(rule['apply_server_side_encryption_by_default'])['sse_algorithm'] as unknown);
  if (algorithms.join() !== 'AES256')
    return `${bucket.path} is encrypted with ${algorithms.join() || 'what it says nowhere'}`;
  const policies = world.thatName(bucket, 'aws_s3_bucket_policy');
  const writers = policies
    .flatMap((policy) => statementsOf(policy, world))
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => /^s3:(Put|\*)/.test(action)))
    .map(({ principals }) => JSON.stringify(principals));
  if (writers.join() !== '{"Service":["logdelivery.elasticloadbalancing.amazonaws.com"]}') {
    return `${bucket.path} is written by ${writers.join(' and ') || 'nobody'}`;
  }
  const waits = [balancer.config['depends_on']].flat();
  return policies.every(({ address }) => waits.includes(address))
    ? undefined
    : `does not wait for the policy of ${bucket.path}`;
}

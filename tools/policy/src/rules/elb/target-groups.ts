import { block, type Resource, type World } from '@malinshopper/synthesized';
import { inPolicy, remove } from '../../testing/mutation';
import { all, alsoBroken, at, custom, like, on, oneOfOrUnset, type Fault } from '../ask';
import { encryptionOf, partsOf, policyOf } from '../s3/parts';
import { rulesOf } from '../table';
import { isEncrypted } from './listeners';

/** The listeners that send visitors to a target group, by their default action or by a rule. */
function listenersOf(group: Resource, world: World): Resource[] {
  const senders = world.thatName(group, 'aws_lb_listener', 'aws_lb_listener_rule');
  return senders.flatMap((sender) =>
    sender.type === 'aws_lb_listener'
      ? [sender]
      : world.targets(sender.config['listener_arn'], sender.stack).filter(({ type }) => type === 'aws_lb_listener'),
  );
}

function faultOfLogBucket(bucket: Resource, balancer: Resource, world: World): string | undefined {
  const { algorithm } = encryptionOf(bucket, world);
  if (algorithm !== 'AES256') return `${bucket.path} is encrypted with ${algorithm}`;
  const writers = policyOf(bucket, world)
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => /^s3:(Put|\*)/.test(action)))
    .map(({ principals }) => JSON.stringify(principals));
  if (writers.join() !== '{"Service":["logdelivery.elasticloadbalancing.amazonaws.com"]}') {
    return `${bucket.path} allows writing to ${writers.join(' and ') || 'no principal'}`;
  }
  const waits = [balancer.config['depends_on']].flat();
  return partsOf(bucket, world, 'aws_s3_bucket_policy').every(({ address }) => waits.includes(address))
    ? undefined
    : `does not wait for the policy of ${bucket.path}`;
}

const bucketPolicy = { type: 'aws_s3_bucket_policy', path: 'load-balancer/access-logs/policy' };

const logBucketsLetInElb: Fault = (balancer, world) => {
  const logs = ['access_logs', 'connection_logs'].map((name) => block(balancer.config[name])['bucket'] as unknown);
  const buckets = world.targets(logs, balancer.stack).filter(({ type }) => type === 'aws_s3_bucket');
  if (buckets.length === 0) return 'has no bucket of this repository';
  return buckets.map((bucket) => faultOfLogBucket(bucket, balancer, world)).find((fault) => fault);
};

export const targetGroups = rulesOf('aws_lb_target_group', {
  CKV_AWS_261: {
    title: 'Target groups have a health check with an explicit path, which expects a status 2xx',
    severity: 'medium',
    covers: 'L4',
    why: 'A server without its database may still answer /, and by default not only status 200 can count',
    fix: 'Set healthCheck.path to /healthz, and matcher to 200',
    ask: alsoBroken(
      all(
        oneOfOrUnset('health_check.enabled', true),
        like('health_check.path', /^\/./, '/'),
        like('health_check.matcher', /^2\d\d$/, '200-399'),
      ),
      { 'a target group has no health check': (config) => delete config.health_check },
    ),
  },
  CKV_AWS_378: {
    title: 'Target groups get requests from HTTPS listeners only',
    severity: 'high',
    why: 'Every network on the path can read and change HTTP traffic',
    fix: 'Attach the target group to the HTTPS listener',
    ask: custom(
      (group, world) => {
        const listeners = listenersOf(group, world);
        if (listeners.length === 0) return 'no listener of this repository forwards to it';
        const plain = listeners.find((listener) => !isEncrypted(listener));
        return plain && `${plain.path} listens over ${plain.config['protocol']}`;
      },
      {
        'visitors reach web servers over HTTP': (config) =>
          (config.listener_arn = '${aws_lb_listener.load-balancer_http_44626CBC.arn}'),
        'no visitor reaches web servers': remove,
      },
    ),
    tried: { type: 'aws_lb_listener_rule' },
  },
  MAL_LB_6: {
    title: 'Target groups deregister targets within two minutes, or within 30 seconds in unprotected environments',
    severity: 'low',
    covers: 'L4',
    why: 'Every deployment and every scale-in waits for the deregistration; the default is five minutes',
    fix: 'Set deregistrationDelay, in seconds',
    ask: alsoBroken(
      at(
        'deregistration_delay',
        (value, _group, { environment: { protection } }) => Number(value ?? 300) <= (protection.enabled ? 120 : 30),
        undefined,
      ),
      {
        'a web server of testing takes as long as one of production': {
          scenario: 'testing',
          change: (config) => (config.deregistration_delay = '60'),
        },
      },
    ),
  },
  MAL_LB_7: {
    title: 'A new target group is created, under another name, before the old target group is deleted',
    severity: 'medium',
    covers: 'L4',
    why: 'A listener rule still uses the old group, and two groups cannot have one name',
    fix: 'Set createBeforeDestroy, and end the name in a hash of the attributes that replace the group',
    // ELB allows 32 characters.
    ask: all(
      on('lifecycle.create_before_destroy'),
      like('name', /^.{1,25}-[0-9a-f]{6}$/, 'production-web', 'production-of-malinshopper-web-c6c670'),
    ),
  },
  MAL_LB_8: {
    title: 'Log buckets of load balancers allow only ELB to write, with encryption that ELB supports',
    severity: 'medium',
    covers: 'L5',
    types: ['aws_lb'],
    why: 'ELB cannot write to a bucket with a customer managed key: the log cannot be enabled, or stays empty',
    fix: 'Use LogBucket (apps/compute): AES256, a policy for ELB alone, and aws_lb depends on it',
    ask: custom(logBucketsLetInElb, {
      'the bucket of a load balancer is encrypted with a customer managed key': {
        type: 'aws_s3_bucket_server_side_encryption_configuration',
        path: 'load-balancer/access-logs/encryption',
        change: (config) =>
          (config.rule[0].apply_server_side_encryption_by_default = {
            sse_algorithm: 'aws:kms',
            kms_master_key_id: '${aws_kms_key.alarms_key_196DBCEB.arn}',
          }),
      },
      'the bucket of a load balancer does not allow ELB to write': {
        ...bucketPolicy,
        change: inPolicy((statements) => statements.pop()),
      },
      'the bucket of a load balancer allows any account to write': {
        ...bucketPolicy,
        change: inPolicy((statements) => (statements.at(-1).Principal = '*')),
      },
      'a load balancer does not wait for the policy of its bucket': (config) => delete config.depends_on,
    }),
  },
});

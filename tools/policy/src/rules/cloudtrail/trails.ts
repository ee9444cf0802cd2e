import { blocks, type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { inPolicy, remove } from '../../testing/mutation';
import { all, at, custom, never, on, onOrUnset } from '../ask';
import { inWords } from '../in-words';
import { demanded, isOf } from '../trust';
import { keyOf, servicesThat, statementsOfKey } from '../messaging/mailbox';
import { oncePerAccount } from '../account/once-per-account';
import { rulesOf } from '../table';

const type = 'aws_cloudtrail';
const service = 'cloudtrail.amazonaws.com';
const fix = 'Set it in apps/account/src/trail.ts';
const key = { type: 'aws_kms_key', path: 'account/trail/key/Resource' };

const withoutConditions = inPolicy((statements) => {
  for (const statement of statements) if (statement.Principal?.Service) delete statement.Condition;
});

/** A resource of a given type that an attribute of a trail refers to. */
const behind = (trail: Resource, attribute: string, wanted: string, world: World) =>
  world.targets(trail.config[attribute], trail.stack).find((each) => each.type === wanted);

/** Finds statements that allow CloudTrail to use a resource without naming the trail. */
function openToOtherTrails(statements: readonly Statement[], owner: Resource): string | undefined {
  const loose = statements.find((statement) => !demanded(statement, 'aws:SourceArn'));
  return loose && `${inWords(loose)} of ${owner.path} allows every trail of every account`;
}

const takesAllManagementEvents = at(
  'event_selector',
  (value) =>
    blocks(value).every(
      (selector) =>
        selector['include_management_events'] !== false &&
        (selector['read_write_type'] ?? 'All') === 'All' &&
        (selector['exclude_management_event_sources'] ?? []).length === 0,
    ),
  [{ read_write_type: 'WriteOnly', include_management_events: true }],
  [{ exclude_management_event_sources: ['kms.amazonaws.com'] }],
);

const hasKeyForItselfOnly = custom(
  (trail, world) => {
    const own = keyOf(trail, world, 'kms_key_id');
    if (!own) return `kms_key_id is ${JSON.stringify(trail.config['kms_key_id'])}`;
    const statements = statementsOfKey(own, world).filter(({ principals }) =>
      principals?.['Service']?.includes(service),
    );
    if (servicesThat(/^kms:GenerateDataKey/, statements).length === 0)
      return `${own.path} does not allow CloudTrail to encrypt`;
    return openToOtherTrails(statements, own);
  },
  {
    'the trail has no key': (config) => delete config.kms_key_id,
    'every trail may use the key': { ...key, change: withoutConditions },
    'the trail is not allowed to use its key': { ...key, change: inPolicy((statements) => statements.splice(1)) },
  },
);

const sendsToLogGroup = custom(
  (trail, world) => {
    const group = behind(trail, 'cloud_watch_logs_group_arn', 'aws_cloudwatch_log_group', world);
    if (!group) return 'cloud_watch_logs_group_arn is no log group of this repository';
    const role = behind(trail, 'cloud_watch_logs_role_arn', 'aws_iam_role', world);
    if (!role || !isOf(role, service, world)) return 'cloud_watch_logs_role_arn is no role that CloudTrail may assume';
    const writes = world
      .thatName(role, 'aws_iam_role_policy')
      .flatMap((policy) => statementsOf(policy, world).map((statement) => ({ policy, statement })))
      .some(
        ({ policy, statement: { actions, resources } }) =>
          actions.includes('logs:PutLogEvents') && world.targets(resources, policy.stack).includes(group),
      );
    return writes ? undefined : `${role.path} may not write to ${group.path}`;
  },
  {
    'the trail has no log group': (config) => delete config.cloud_watch_logs_group_arn,
    'the trail has no role for its log group': (config) => delete config.cloud_watch_logs_role_arn,
    'the role of the trail may write to another log group only': {
      type: 'aws_iam_role_policy',
      path: 'account/trail/role/write',
      change: inPolicy(([first]) => (first.Resource = 'arn:aws:logs:eu-west-1:999999999999:log-group:theirs')),
    },
    'the log group of the trail is removed': {
      type: 'aws_cloudwatch_log_group',
      path: 'account/trail/log/Resource',
      change: remove,
    },
  },
);

const hasBucketForItselfOnly = custom(
  (trail, world) => {
    const isBucket = (each: Resource) => each.type === 'aws_s3_bucket';
    const bucket = world
      .targets(trail.config['s3_bucket_name'], trail.stack)
      .flatMap((each) => (isBucket(each) ? [each] : world.namedBy(each).filter(isBucket)))[0];
    if (!bucket) return 's3_bucket_name is no bucket of this repository';
    const writers = world
      .thatName(bucket, 'aws_s3_bucket_policy')
      .flatMap((policy) => statementsOf(policy, world))
      .filter(({ effect, principals }) => effect === 'Allow' && principals?.['Service']?.includes(service));
    if (writers.length === 0) return `the policy of ${bucket.path} does not allow CloudTrail to write`;
    return openToOtherTrails(writers, bucket);
  },
  {
    'the trail writes to a bucket of another account': (config) => (config.s3_bucket_name = 'theirs'),
    'every trail may write to the bucket': {
      type: 'aws_s3_bucket_policy',
      path: 'account/trail/bucket/policy',
      change: withoutConditions,
    },
  },
);

export const trails = rulesOf(type, {
  CKV_AWS_67: {
    ...oncePerAccount(type, on('is_multi_region_trail')),
    title: 'Accounts have a trail that records every region',
    severity: 'high',
    covers: 'FSBP.CloudTrail.1',
    why: 'An intruder works in the region without a trail',
    fix,
  },
  CKV_AWS_251: {
    title: 'Trails are switched on',
    severity: 'high',
    why: 'A trail that is switched off records nothing',
    fix,
    ask: onOrUnset('enable_logging'),
  },
  MAL_TRAIL_1: {
    title: 'Trails record all management events',
    severity: 'medium',
    why: 'An attacker reads policies and secrets before using them, and events of IAM belong to no region',
    fix: 'Leave includeGlobalServiceEvents and the selectors of events out',
    // With an advanced selector, a trail records management events only if a selector requests them.
    ask: all(
      onOrUnset('include_global_service_events'),
      takesAllManagementEvents,
      never('advanced_event_selector', { name: 'data' }),
    ),
  },
  CKV_AWS_36: {
    title: 'Trails have log file validation',
    severity: 'medium',
    covers: 'FSBP.CloudTrail.4',
    why: 'Without digests, a changed or deleted record cannot be detected',
    fix,
    ask: on('enable_log_file_validation'),
  },
  CKV_AWS_35: {
    title: 'Trails are encrypted with a key of this repository, and no other trail can use this key',
    severity: 'medium',
    covers: 'FSBP.CloudTrail.2',
    why: 'Records name every identity and its permissions',
    fix,
    ask: hasKeyForItselfOnly,
  },
  CKV2_AWS_10: {
    title: 'Trails send their events to a log group of this repository',
    severity: 'medium',
    covers: 'FSBP.CloudTrail.5',
    why: 'Alarms read a log group; files in a bucket are read too late',
    fix,
    ask: sendsToLogGroup,
  },
  MAL_TRAIL_2: {
    title: 'Buckets of trails accept files of this trail only',
    severity: 'medium',
    covers: 'FSBP.CloudTrail.6',
    why: 'Without this condition, other trails, even trails of other accounts, could add files to the record',
    fix,
    ask: hasBucketForItselfOnly,
  },
});

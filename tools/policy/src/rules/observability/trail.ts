import { blocks, isTrue, type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import { demanded, isOf } from '../iam/trust';
import { keyOf, servicesThat, statementsOfKey } from '../messaging/mailbox';
import type { Rule } from '../rule';
import { ofTheAccount } from './once-per-account';
import { inWords } from '../iam/in-words';

const type = 'aws_cloudtrail';
const types = [type];
const service = 'cloudtrail.amazonaws.com';
const fix = 'Set it in apps/account/src/trail.ts';

/** A resource of a type that an attribute of a trail leads to. */
const behind = (trail: Resource, attribute: string, wanted: string, world: World) =>
  world.targets(trail.config[attribute], trail.stack).find((each) => each.type === wanted);

export const trailRules: readonly Rule[] = [
  ofTheAccount(
    {
      id: 'CKV_AWS_67',
      covers: ['FSBP.CloudTrail.1'],
      title: 'What is done in the account is written down, in every region',
      severity: 'high',
      why: 'An intruder works where nobody looks',
      fix,
    },
    type,
    ({ config }) => (isTrue(config['is_multi_region_trail']) ? undefined : 'is_multi_region_trail is not true'),
  ),
  {
    id: 'CKV_AWS_251',
    title: 'The trail is switched on',
    severity: 'high',
    why: 'A trail that is switched off writes nothing',
    fix,
    types,
    check: ({ config }) =>
      config['enable_logging'] === undefined || isTrue(config['enable_logging'])
        ? undefined
        : 'enable_logging is false',
  },
  {
    id: 'MAL_TRAIL_1',
    title: 'The trail leaves nothing out of who did what',
    severity: 'medium',
    why: 'Reading a policy or a secret comes before using it, and IAM is in no region',
    fix: 'Leave includeGlobalServiceEvents and the selectors of events out',
    types,
    check: ({ config }) => {
      if (config['include_global_service_events'] === false) return 'include_global_service_events is false';
      const part = blocks(config['event_selector']).find(
        (selector) =>
          selector['include_management_events'] === false ||
          (selector['read_write_type'] ?? 'All') !== 'All' ||
          (selector['exclude_management_event_sources'] ?? []).length > 0,
      );
      if (part) return 'an event_selector takes only some of them';
      return config['advanced_event_selector'] ? 'advanced_event_selector replaces the management events' : undefined;
    },
  },
  {
    id: 'CKV_AWS_36',
    covers: ['FSBP.CloudTrail.4'],
    title: 'It can be seen whether what the trail wrote was changed later',
    severity: 'medium',
    why: 'Whoever has something to hide, changes the record of it',
    fix,
    types,
    check: ({ config }) =>
      isTrue(config['enable_log_file_validation']) ? undefined : 'enable_log_file_validation is not true',
  },
  {
    id: 'CKV_AWS_35',
    covers: ['FSBP.CloudTrail.2'],
    title: 'What the trail writes is encrypted with a key of ours, which lets it write for this trail only',
    severity: 'medium',
    why: 'It names everybody, and what each may do',
    fix,
    types,
    check: (trail, world) => {
      const key = keyOf(trail, world, 'kms_key_id');
      if (!key) return `kms_key_id is ${JSON.stringify(trail.config['kms_key_id'])}`;
      const statements = statementsOfKey(key, world).filter(({ principals }) =>
        principals?.['Service']?.includes(service),
      );
      if (servicesThat(/^kms:GenerateDataKey/, statements).length === 0)
        return `${key.path} does not let CloudTrail encrypt`;
      const loose = statements.find((statement) => !demanded(statement, 'aws:SourceArn'));
      return loose && `${inWords(loose)} of ${key.path} lets in every trail of every account`;
    },
  },
  {
    id: 'CKV2_AWS_10',
    covers: ['FSBP.CloudTrail.5'],
    title: 'The trail is told to a log group, where alarms can read it',
    severity: 'medium',
    why: 'Files in a bucket are read when it is too late',
    fix,
    types,
    check: (trail, world) => {
      const group = behind(trail, 'cloud_watch_logs_group_arn', 'aws_cloudwatch_log_group', world);
      if (!group) return 'cloud_watch_logs_group_arn is no log group of ours';
      const role = behind(trail, 'cloud_watch_logs_role_arn', 'aws_iam_role', world);
      if (!role || !isOf(role, service, world))
        return 'cloud_watch_logs_role_arn is no role that CloudTrail may assume';
      const writes = world
        .thatName(role, 'aws_iam_role_policy')
        .flatMap((policy) => statementsOf(policy, world).map((statement) => ({ policy, statement })))
        .some(
          ({ policy, statement: { actions, resources } }) =>
            actions.includes('logs:PutLogEvents') && world.targets(resources, policy.stack).includes(group),
        );
      return writes ? undefined : `${role.path} may not write to ${group.path}`;
    },
  },
  {
    id: 'MAL_TRAIL_2',
    covers: ['FSBP.CloudTrail.6'],
    title: 'The bucket of the trail takes files from CloudTrail for this trail only',
    severity: 'medium',
    why: 'Other trails, of other accounts too, could put files among ours',
    fix,
    types,
    check: (trail, world) => {
      const bucket = world
        .targets(trail.config['s3_bucket_name'], trail.stack)
        .flatMap((each) => [
          ...(each.type === 'aws_s3_bucket'
            ? [each]
            : world.namedBy(each).filter((named) => named.type === 'aws_s3_bucket')),
        ])[0];
      if (!bucket) return 's3_bucket_name is no bucket of ours';
      const writers = world
        .thatName(bucket, 'aws_s3_bucket_policy')
        .flatMap((policy) => statementsOf(policy, world))
        .filter(({ effect, principals }) => effect === 'Allow' && principals?.['Service']?.includes(service));
      if (writers.length === 0) return `the policy of ${bucket.path} does not let CloudTrail write`;
      const loose = writers.find((statement) => !demanded(statement, 'aws:SourceArn'));
      return loose && `${inWords(loose)} of ${bucket.path} lets in every trail of every account`;
    },
  },
];

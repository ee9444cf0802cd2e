import { inPolicy, remove, type Mutation } from '../../testing/mutation';

const of = (rule: string, type: string, what: string, change: Mutation['change'], path?: string): Mutation => ({
  rule,
  what,
  type,
  path,
  change,
});

const trail = (rule: string, what: string, change: Mutation['change']) => of(rule, 'aws_cloudtrail', what, change);
const trailMutations: readonly Mutation[] = [
  trail('CKV_AWS_67', 'nothing is written down', remove),
  trail('CKV_AWS_67', 'only one region is written down', (config) => delete config.is_multi_region_trail),
  trail('CKV_AWS_251', 'the trail is switched off', (config) => (config.enable_logging = false)),
  trail('MAL_TRAIL_1', 'what IAM does is left out', (config) => (config.include_global_service_events = false)),
  trail('MAL_TRAIL_1', 'only changes are written down', (config) => {
    config.event_selector = [{ read_write_type: 'WriteOnly', include_management_events: true }];
  }),
  trail('MAL_TRAIL_1', 'the use of keys is left out', (config) => {
    config.event_selector = [{ exclude_management_event_sources: ['kms.amazonaws.com'] }];
  }),
  trail('CKV_AWS_36', 'nobody sees whether a file was changed', (config) => delete config.enable_log_file_validation),
  trail('CKV_AWS_35', 'the trail has no key', (config) => delete config.kms_key_id),
  of(
    'CKV_AWS_35',
    'aws_kms_key',
    'every trail may use the key of ours',
    inPolicy((statements) => {
      for (const statement of statements) delete statement.Condition;
    }),
    'account/trail/key/Resource',
  ),
  of(
    'CKV_AWS_35',
    'aws_kms_key',
    'the trail may not use its key',
    inPolicy((statements) => statements.splice(1)),
    'account/trail/key/Resource',
  ),
  trail('CKV2_AWS_10', 'the trail is told to no log group', (config) => delete config.cloud_watch_logs_group_arn),
  trail('CKV2_AWS_10', 'the trail has no role to tell it with', (config) => delete config.cloud_watch_logs_role_arn),
  of(
    'CKV2_AWS_10',
    'aws_iam_role_policy',
    'the role of the trail may write to another log group',
    inPolicy(([statement]) => (statement.Resource = 'arn:aws:logs:eu-west-1:999999999999:log-group:theirs')),
    'account/trail/role/write',
  ),
  trail('MAL_TRAIL_2', 'the trail goes to a bucket that nobody makes', (config) => (config.s3_bucket_name = 'theirs')),
  of(
    'MAL_TRAIL_2',
    'aws_s3_bucket_policy',
    'every trail may write to the bucket of ours',
    inPolicy((statements) => {
      for (const statement of statements) if (statement.Principal?.Service) delete statement.Condition;
    }),
    'account/trail/bucket/policy',
  ),
];

const session = (rule: string, what: string, change: Mutation['change']) => of(rule, 'aws_ssm_document', what, change);
const inputs = (more: object) => (config: { content: string }) => {
  const content = JSON.parse(config.content) as { readonly inputs: object };
  Object.assign(content.inputs, more);
  config.content = JSON.stringify(content);
};
const sessionMutations: readonly Mutation[] = [
  session('CKV_AWS_112', 'sessions are not encrypted', inputs({ kmsKeyId: '' })),
  session('CKV_AWS_112', 'sessions are encrypted with the key of somebody else', inputs({ kmsKeyId: 'alias/theirs' })),
  session('CKV_AWS_113', 'sessions are not written down', inputs({ cloudWatchLogGroupName: '' })),
  session('CKV_AWS_113', 'sessions are written down in the clear', inputs({ cloudWatchEncryptionEnabled: false })),
  session(
    'CKV_AWS_113',
    'sessions are written down only when they are over',
    inputs({ cloudWatchStreamingEnabled: false }),
  ),
  of(
    'CKV_AWS_113',
    'aws_cloudwatch_log_group',
    'the log group of sessions has no key',
    (config) => delete config.kms_key_id,
    'account/sessions/log/Resource',
  ),
  session('CKV_AWS_303', 'how sessions are is shared with everybody', (config) => {
    config.permissions = { type: 'Share', account_ids: 'All' };
  }),
  session('MAL_SSM_1', 'the account says nothing of sessions', remove),
  session('MAL_SSM_1', 'Session Manager does not find how sessions are', (config) => (config.name = 'sessions')),
  session('MAL_SSM_1', 'a forgotten session stays open', inputs({ idleSessionTimeout: '' })),
  session('MAL_SSM_1', 'whoever starts a session says as whom', inputs({ runAsEnabled: true })),
];

/** The account's switches, each of which has to be there. */
const switches = {
  aws_ebs_default_kms_key: 'with which key volumes are encrypted',
  aws_ebs_encryption_by_default: 'whether volumes are encrypted',
  aws_ebs_snapshot_block_public_access: 'whether snapshots may be public',
  aws_ec2_image_block_public_access: 'whether images may be public',
  aws_ec2_instance_metadata_defaults: 'how instances answer for their credentials',
  aws_emr_block_public_access_configuration: 'whether clusters may be public',
};

const settingMutations: readonly Mutation[] = [
  ...Object.entries(switches).map(([type, what]) =>
    of('MAL_ACCOUNT_1', type, `the account does not say ${what}`, remove),
  ),
  of('MAL_ACCOUNT_2', 'aws_s3_account_public_access_block', 'a policy may make a bucket public', (config) => {
    delete config.restrict_public_buckets;
  }),
  of('MAL_ACCOUNT_2', 'aws_s3_account_public_access_block', 'the account leaves it to each bucket', remove),
  of('MAL_ACCOUNT_3', 'aws_accessanalyzer_analyzer', 'nobody looks at us-east-1', remove, 'analyzer-global'),
  of('MAL_ACCOUNT_3', 'aws_accessanalyzer_analyzer', 'what is unused is looked for, and not what is open', (config) => {
    config.type = 'ACCOUNT_UNUSED_ACCESS';
  }),
  of('MAL_ACCOUNT_4', 'aws_budgets_budget', 'nobody hears of the costs', (config) => {
    for (const notice of config.notification) notice.subscriber_email_addresses = [];
  }),
  of(
    'MAL_ACCOUNT_4',
    'aws_budgets_budget',
    'a new account only forecasts, which AWS does after five weeks',
    (config) => {
      config.notification = config.notification.slice(3);
    },
  ),
  of('MAL_ACCOUNT_4', 'aws_budgets_budget', 'somebody hears of the costs when they are twice as high', (config) => {
    config.notification[3].threshold = 200;
  }),
];

export const accountMutations = [...trailMutations, ...sessionMutations, ...settingMutations];

import { made, make, plan, policy, update, updated, type PlanOf } from './change';

const queue = { name: 'production-jobs', message_retention_seconds: 345600 };
const more = (by: number) => (now: unknown) => Number(now) + by;
const also = (one: unknown) => (now: unknown) => [...(now as unknown[]), one];
const references = (address: string, attribute: string, ...to: string[]) => ({
  address,
  expressions: { [attribute]: { references: to } },
});

/** Ordinary changes of data, keys and the resources around them: production permits each. */
export const harmlessData: Readonly<Record<string, PlanOf>> = {
  'longer retention of backups': update('data', 'aws_db_instance', {
    backup_retention_period: 35.0,
    max_allocated_storage: 800,
  }),
  'a larger disk': update('data', 'aws_db_instance', { allocated_storage: 200 }),
  'another class of the database server': update('data', 'aws_db_instance', { instance_class: 'db.r7g.xlarge' }),
  'a minor version': update('data', 'aws_db_instance', { engine_version: '8.4.6' }),
  'another window': update('data', 'aws_db_instance', { maintenance_window: 'sun:03:00-sun:04:00' }),
  'tags of data': update('data', 'aws_db_instance', {
    tags: { Name: 'other' },
    tags_all: { Name: 'other', CostCenter: '7' },
  }),
  'tags of a key': update('data', 'aws_kms_key.content_key', { tags: { Name: 'other' } }),
  'a description of a key': update('data', 'aws_kms_key.content_key', { description: 'The key of the content' }),
  'a parameter for a size': update('data', 'aws_db_parameter_group', {
    parameter: also({ name: 'max_connections', value: '500' }),
  }),
  'backups that are kept longer': update('data', 'aws_backup_plan', { 'rule.0.lifecycle.delete_after': 60 }),
  'a lock for longer': plan('data', (one) => {
    const { change, ...lock } = updated(one('aws_backup_vault_lock_configuration'), { min_retention_days: more(7) });
    return [
      {
        ...lock,
        change: { ...change, actions: ['delete', 'create'], after_unknown: { id: true, backup_vault_arn: true } },
      },
    ];
  }),
  'one more resource in the backup': plan('data', (one) => {
    const { change, ...selection } = updated(one('aws_backup_selection'), {
      resources: also('arn:aws:dynamodb:::table/t'),
    });
    return [{ ...selection, change: { ...change, actions: ['delete', 'create'], after_unknown: { id: true } } }];
  }),
  'versions that are kept longer': update('data', 'aws_s3_bucket_lifecycle_configuration.content_lifecycle', {
    'rule.1.noncurrent_version_expiration.0.noncurrent_days': 60,
  }),
  'a lock object of another environment': update('account', 'aws_s3_bucket_lifecycle_configuration.state_lifecycle', {
    rule: also({
      id: 'locks-next',
      status: 'Enabled',
      filter: [{ prefix: 'next/data.tfstate.tflock' }],
      noncurrent_version_expiration: [{ noncurrent_days: 1 }],
    }),
  }),
  'code of the users job': plan('data', (one) => [
    updated(one('aws_s3_object'), { content_base64: 'UEsDBA==' }, { version_id: true }),
    updated(
      one('aws_lambda_function'),
      { source_code_hash: 'x' },
      { last_modified: true, version: true, qualified_arn: true },
    ),
  ]),
  'another name at the distribution': update(
    'data',
    'aws_cloudfront_distribution',
    {
      aliases: also('img.malinshopper.com'),
      price_class: 'PriceClass_200',
      comment: 'Images too',
    },
    { etag: true, last_modified_time: true },
  ),
  'a new queue': make('data', 'aws_sqs_queue.jobs', queue),
  'a new table': make('data', 'aws_dynamodb_table.carts', { name: 'carts' }),
  'a new function of a type that has no row': make('data', 'aws_sfn_state_machine.jobs', { name: 'jobs' }),
  'a new bucket with all of its settings': plan(
    'data',
    () => [
      made('aws_s3_bucket.new', { bucket: 'new' }, { id: true, arn: true }),
      made(
        'aws_s3_bucket_lifecycle_configuration.new',
        { rule: [{ id: 'a', status: 'Enabled', expiration: [{ days: 1 }] }] },
        { bucket: true },
      ),
      made('aws_s3_bucket_policy.new', { bucket: 'new' }, { policy: true }),
      made('aws_s3_bucket_cors_configuration.new', { bucket: 'new', cors_rule: [{}] }),
    ],
    {
      configuration: {
        root_module: {
          resources: [
            references(
              'aws_s3_bucket_lifecycle_configuration.new',
              'bucket',
              'aws_s3_bucket.new.id',
              'aws_s3_bucket.new',
            ),
          ],
        },
      },
    },
  ),
  'a resource that an interrupted deploy has left out': plan('data', (one) => {
    const { change, ...lifecycle } = one('aws_s3_bucket_lifecycle_configuration.content_lifecycle');
    return [{ ...lifecycle, change: { ...change, actions: ['create'], before: null } }];
  }),
  'the bucket of the states is imported, and its policy declared': plan('account', (one) => {
    const taken = updated(one('aws_s3_bucket_policy.state'), {
      policy: policy((statements) =>
        statements.push({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'x' }),
      ),
    });
    return [{ ...taken, change: { ...taken.change, importing: { id: 'malinshopper-terraform-state' } } }];
  }),
  'another name of a construct': plan('data', (one) => [
    { ...one('aws_s3_bucket.content_F'), previous_address: 'aws_s3_bucket.old' },
  ]),
  'a data source is read': plan('data', () => [
    {
      ...made('data.terraform_remote_state.network', {}),
      type: 'terraform_remote_state',
      mode: 'data',
      change: { actions: ['read'] },
    },
  ]),
  'an output that changes': plan('data', () => [], {
    output_changes: { bucket: { actions: ['update'] }, old: { actions: ['delete'] } },
  }),
  'the same policy in another form': update('account', 'aws_s3_bucket_policy.state', {
    policy: policy((statements) => {
      statements.reverse();
      for (const statement of statements) statement['Sid'] = 'Other';
    }),
  }),
};

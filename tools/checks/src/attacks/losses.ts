import { configOf, type Attack, type Stacks } from './attack';

/** Attacks: data that expires. */
export const losses: readonly Attack[] = [
  ...[
    ['data', 'data/content/content/lifecycle'],
    ['account', 'account/state/lifecycle'],
    ['account', 'account/trail/bucket/lifecycle'],
    ['data', 'data/content/packages/lifecycle'],
  ].flatMap(([app, p]) =>
    Object.entries({
      'expire after a day': { id: 'x', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days: 1 }] },
      'versions after a day': {
        id: 'x',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
      },
      'by size': { id: 'x', status: 'Enabled', filter: [{ object_size_greater_than: 1 }], expiration: [{ days: 1 }] },
      'by date': { id: 'x', status: 'Enabled', filter: [{}], expiration: [{ date: '2026-12-01T00:00:00Z' }] },
      'by tag': {
        id: 'x',
        status: 'Enabled',
        filter: [{ tag: [{ key: 'a', value: 'b' }] }],
        expiration: [{ days: 1 }],
      },
      'deprecated prefix': { id: 'x', status: 'Enabled', prefix: '', expiration: [{ days: 2 }] },
    }).map(
      ([n, r]) =>
        [
          `${n} ${p}`,
          (d: Stacks) => {
            configOf(d, app!, 'aws_s3_bucket_lifecycle_configuration', p!).rule.push(r);
          },
        ] as Attack,
    ),
  ),
  [
    'archive transition',
    (d) => {
      configOf(d, 'data', 'aws_s3_bucket_lifecycle_configuration', 'data/content/content/lifecycle').rule.push({
        id: 'x',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        transition: [{ days: 0, storage_class: 'DEEP_ARCHIVE' }],
      });
    },
  ],
  [
    'log retention one day',
    (d) => {
      configOf(d, 'account', 'aws_cloudwatch_log_group', 'account/trail/log/Resource').retention_in_days = 1;
    },
  ],
  [
    'db retention 1',
    (d) => {
      configOf(d, 'data', 'aws_db_instance', 'data/database/server').backup_retention_period = 1;
    },
  ],
  [
    'backup plan deletes after a day',
    (d) => {
      for (const r of configOf(d, 'data', 'aws_backup_plan', 'data/backup/plan').rule)
        r.lifecycle = { delete_after: 1 };
    },
  ],
  [
    'key window 7',
    (d) => {
      configOf(d, 'data', 'aws_kms_key', 'data/content/key/Resource').deletion_window_in_days = 7;
    },
  ],
];

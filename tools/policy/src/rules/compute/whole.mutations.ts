import { accounts } from '@malinshopper/environments';
import type { Mutation } from '../../testing/mutation';

export const wholeMutations: readonly Mutation[] = [
  {
    rule: 'MAL_APP_1',
    what: 'a firewall waits for the group that waits for it',
    type: 'aws_security_group',
    path: 'compute/web/firewall/Resource',
    change: (config) => (config.description = 'Instances of ${aws_autoscaling_group.web_group_4878FEAC.name}'),
  },
  {
    rule: 'MAL_APP_1',
    what: 'the firewall of the database waits for the database',
    type: 'aws_security_group',
    path: 'data/database/firewall/Resource',
    change: (config) => (config.description = 'For ${aws_db_instance.database_server_8BFC5013.address}'),
  },
  {
    rule: 'MAL_APP_2',
    what: 'two roles have the same name',
    type: 'aws_iam_role',
    path: 'web/identity/Resource',
    change: (config) => (config.name = 'production-fetcher'),
  },
  {
    rule: 'MAL_APP_2',
    what: 'two buckets have the same name',
    type: 'aws_s3_bucket',
    path: 'content/packages/Resource',
    change: (config) => (config.bucket = `malinshopper-production-content-${accounts.production.id}`),
  },
  {
    rule: 'MAL_APP_2',
    what: 'two alarms have the same name',
    type: 'aws_cloudwatch_metric_alarm',
    path: 'fetcher-capacity/Resource',
    change: (config) => (config.alarm_name = 'production-web-capacity'),
  },
  {
    rule: 'MAL_APP_3',
    what: 'a plan may destroy the database of production',
    type: 'aws_db_instance',
    change: (config) => delete config.lifecycle,
  },
  {
    rule: 'MAL_APP_3',
    what: 'a plan may destroy the content of production',
    type: 'aws_s3_bucket',
    path: 'content/content/Resource',
    change: (config) => (config.lifecycle.prevent_destroy = false),
  },
  {
    rule: 'MAL_APP_3',
    what: 'a plan may destroy the key of the content of staging',
    kind: 'staging',
    type: 'aws_kms_key',
    path: 'data/content/key/Resource',
    change: (config) => delete config.lifecycle.prevent_destroy,
  },
  {
    rule: 'MAL_APP_3',
    what: 'a plan may destroy the key of the database',
    type: 'aws_kms_key',
    path: 'data/database/key/Resource',
    change: (config) => (config.lifecycle.prevent_destroy = false),
  },
  {
    rule: 'MAL_APP_3',
    what: 'the database of testing can never be given up',
    kind: 'testing',
    type: 'aws_db_instance',
    change: (config) => (config.lifecycle.prevent_destroy = true),
  },
];

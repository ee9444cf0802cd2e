import { blocks, isTrue } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { all, alsoBroken, at, custom, oneOfOrUnset } from '../ask';
import { everyAccountHas, oncePerAccount } from '../observability/once-per-account';
import { rulesOf } from '../table';

const fix = 'Set it in apps/account/src/account-settings.ts';
const publicAccess = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** The settings that are judged by rules of their services. That the account has them is judged here. */
const settings = [
  'aws_ebs_default_kms_key',
  'aws_ebs_encryption_by_default',
  'aws_ebs_snapshot_block_public_access',
  'aws_ec2_image_block_public_access',
  'aws_ec2_instance_metadata_defaults',
  'aws_emr_block_public_access_configuration',
];

const hasAllSettings = custom(
  (_budget, world) => {
    const missing = settings.filter((type) => !world.resources(type).some(({ app }) => app === 'account'));
    return missing.length > 0 ? `the account has no ${missing.join(', ')}` : undefined;
  },
  Object.fromEntries(settings.map((type) => [`the account has no ${type}`, { type, change: remove }])),
);

const costsAreReported = custom(
  ({ config }) => {
    const notices = blocks(config['notification']);
    const isReported = (type: string, most: number) =>
      notices.some((notice) => {
        const receivers = ['subscriber_email_addresses', 'subscriber_sns_topic_arns'];
        return (
          notice['notification_type'] === type &&
          Number(notice['threshold']) <= most &&
          receivers.some((attribute) => ((notice[attribute] ?? []) as unknown[]).length > 0)
        );
      });
    if (!isReported('FORECASTED', 100)) return `none of ${notices.length} notifications reports a forecast`;
    return isReported('ACTUAL', 50) ? undefined : `none of ${notices.length} notifications reports half of the budget`;
  },
  {
    'notifications have no receiver': (config) => {
      for (const notice of config.notification) notice.subscriber_email_addresses = [];
    },
    'a new account only forecasts, which AWS does after five weeks': (config) =>
      (config.notification = config.notification.slice(3)),
    'costs are reported when they are twice as high': (config) => (config.notification[3].threshold = 200),
  },
);

/** Settings for the whole account, also for what is made by hand. */
export const accountSettings = rulesOf(everyAccountHas, {
  MAL_ACCOUNT_1: {
    title: 'Accounts set the defaults of volumes, snapshots, images, instances and clusters',
    severity: 'high',
    covers: 'FSBP.EC2.7 FSBP.EMR.2',
    why: 'What AWS services and people make by hand is judged by no other rule',
    fix: 'Set it in apps/account/src/account-settings.ts or volume-encryption.ts',
    ask: hasAllSettings,
  },
  MAL_ACCOUNT_2: {
    ...oncePerAccount(
      'aws_s3_account_public_access_block',
      all(...publicAccess.map((each) => at(each, isTrue, undefined))),
    ),
    title: 'Buckets of the account cannot be made public',
    severity: 'critical',
    covers: 'FSBP.S3.1',
    why: 'One wrong bucket policy would publish the content of the bucket',
    fix,
  },
  MAL_ACCOUNT_3: {
    ...oncePerAccount(
      'aws_accessanalyzer_analyzer',
      alsoBroken(oneOfOrUnset('type', 'ACCOUNT', 'ORGANIZATION'), {
        'us-east-1 has no analyzer': { path: 'analyzer-global', change: remove },
      }),
      'us-east-1',
    ),
    title: 'Accounts have an analyzer of external access in both regions',
    severity: 'medium',
    covers: 'FSBP.IAM.28',
    why: 'It finds access that a combination of policies opens, also when it was made by hand',
    fix,
  },
  MAL_ACCOUNT_4: {
    title: 'Budgets report when the forecast is above the budget, and when half of it is spent',
    severity: 'medium',
    why: 'Stolen credentials are used for the most expensive instances first; AWS forecasts nothing for five weeks',
    fix: 'Set budget.notify in environments/src/accounts.ts',
    ask: costsAreReported,
  },
});

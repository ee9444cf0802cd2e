import { blocks, isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { everyAccountHas, ofTheAccount } from './once-per-account';

const fix = 'Set it in apps/account/src/account-settings.ts';
const said = (name: string, value: unknown) => `${name} is ${JSON.stringify(value)}`;

/** What only is right or wrong where it is: whether it is, is judged here. */
const switches = [
  'aws_ebs_default_kms_key',
  'aws_ebs_encryption_by_default',
  'aws_ebs_snapshot_block_public_access',
  'aws_ec2_image_block_public_access',
  'aws_ec2_instance_metadata_defaults',
  'aws_emr_block_public_access_configuration',
];

/** What holds for everything in the account, also for what is made by hand. */
export const accountSettingRules: readonly Rule[] = [
  {
    id: 'MAL_ACCOUNT_1',
    covers: ['FSBP.EC2.7', 'FSBP.EMR.2'],
    title: 'The account says itself how volumes, snapshots, images, instances and clusters have to be',
    severity: 'high',
    why: 'What AWS services and people make by hand is judged by no other rule',
    fix: 'Set it in apps/account/src/account-settings.ts or volume-encryption.ts',
    types: [everyAccountHas],
    check: (_, world) => {
      const missing = switches.filter((type) => !world.resources(type).some(({ app }) => app === 'account'));
      return missing.length > 0 ? `the account has no ${missing.join(', ')}` : undefined;
    },
  },
  ofTheAccount(
    {
      id: 'MAL_ACCOUNT_2',
      covers: ['FSBP.S3.1'],
      title: 'No bucket of the account can be made public',
      severity: 'critical',
      why: 'A policy that is written in haste would give away what is in it',
      fix,
    },
    'aws_s3_account_public_access_block',
    ({ config }) => {
      const flags = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
      const off = flags.filter((flag) => !isTrue(config[flag]));
      return off.length > 0 ? `${off.join(', ')} not true` : undefined;
    },
  ),
  ofTheAccount(
    {
      id: 'MAL_ACCOUNT_3',
      covers: ['FSBP.IAM.28'],
      title: 'AWS looks in both regions for what others can reach',
      severity: 'medium',
      why: 'It finds what is open by a combination of policies, also when it was made by hand',
      fix,
    },
    'aws_accessanalyzer_analyzer',
    ({ config }) =>
      ['ACCOUNT', 'ORGANIZATION'].includes(config['type'] ?? 'ACCOUNT') ? undefined : said('type', config['type']),
    { alsoIn: ['us-east-1'] },
  ),
  {
    id: 'MAL_ACCOUNT_4',
    title: 'Somebody hears when the account is forecast to cost more than planned, and when half of that is spent',
    severity: 'medium',
    why: 'Stolen credentials are used for the most expensive instances first; AWS forecasts nothing for five weeks',
    fix: 'Set budget.notify in environments/src/accounts.ts',
    types: ['aws_budgets_budget'],
    check: ({ config }) => {
      const notices = blocks(config['notification']);
      const isHeard = (type: string, most: number) =>
        notices.some(
          (notice) =>
            notice['notification_type'] === type &&
            Number(notice['threshold']) <= most &&
            [...(notice['subscriber_email_addresses'] ?? []), ...(notice['subscriber_sns_topic_arns'] ?? [])].length >
              0,
        );
      if (!isHeard('FORECASTED', 100)) return `of ${notices.length} notifications none tells of a forecast to somebody`;
      return isHeard('ACTUAL', 50)
        ? undefined
        : `of ${notices.length} notifications none tells somebody that half is spent`;
    },
  },
];

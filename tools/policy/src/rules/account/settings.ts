import { blocks, isTrue, type Resource } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { all, alsoBroken, at, between, custom, is, on, onOrUnset, ours, tried, when } from '../ask';
import { everyAccountHas, missingIn, oncePerAccount, oncePerRegion } from './once-per-account';
import { rulesOf } from '../table';

const fix = 'Set it in apps/account/src/account-settings.ts';
const publicAccess = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** Settings with values that the rules of their services judge. The rule here checks that the account has them. */
const settings = [
  'aws_ebs_default_kms_key',
  'aws_ebs_encryption_by_default',
  'aws_ebs_snapshot_block_public_access',
  'aws_ec2_image_block_public_access',
  'aws_ec2_instance_metadata_defaults',
  'aws_emr_block_public_access_configuration',
];

const images = 'aws_ec2_image_block_public_access';
const isImages = ({ type }: Resource) => type === images;

const hasAllSettings = custom(
  (_budget, world) => {
    const missing = settings.flatMap((type) =>
      missingIn(type, world.environment.account.regions, world).map((region) => `${type} in ${region}`),
    );
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
    'notifications have no recipient': (config) => {
      for (const notice of config.notification) notice.subscriber_email_addresses = [];
    },
    'a new account has only a notification of forecasts, which AWS begins after five weeks': (config) =>
      (config.notification = config.notification.slice(3)),
    'costs are reported only at twice the budget': (config) => (config.notification[3].threshold = 200),
  },
);

/** Settings of the whole account, which also cover resources that are created by hand. */
export const accountSettings = rulesOf(everyAccountHas, {
  MAL_ACCOUNT_1: {
    title: 'Accounts set the defaults of volumes, snapshots, images, instances and clusters',
    severity: 'high',
    covers: 'FSBP.EC2.7 FSBP.EMR.2',
    why: 'No other rule judges resources that AWS services create, or that people create by hand',
    fix: 'Set the default in apps/account/src/account-settings.ts or volume-encryption.ts',
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
    ...oncePerRegion(
      'aws_accessanalyzer_analyzer',
      alsoBroken(
        // AWS's own default is ACCOUNT; the other types look for unused access.
        at(
          'type',
          (value) => ['ACCOUNT', 'ORGANIZATION'].includes(String(value ?? 'ACCOUNT')),
          'ACCOUNT_UNUSED_ACCESS',
        ),
        { 'us-east-1 has no analyzer': { path: 'analyzer-global', change: remove } },
      ),
      'us-east-1',
    ),
    title: 'Accounts have an analyzer of external access in both regions',
    severity: 'medium',
    covers: 'FSBP.IAM.28',
    why: 'It finds access that results from a combination of policies, also of policies that were created by hand',
    fix,
  },
  MAL_ACCOUNT_4: {
    title: 'Budgets report when the forecast is above the budget, and when half of it is spent',
    severity: 'medium',
    why: 'Attackers use stolen credentials for the most expensive instances first. In the first five weeks, AWS has no forecast',
    fix: 'Set budget.notify in environments/src/accounts.ts',
    ask: all(
      costsAreReported,
      at(
        'limit_amount',
        (value, _budget, { environment: { account } }) =>
          Number(value) > 0 && Number(value) <= account.budget.usdPerMonth,
        undefined,
        '9999999',
      ),
    ),
  },
  CKV_AWS_106: {
    title: 'Volumes of the account are encrypted by default',
    severity: 'medium',
    covers: 'FSBP.EC2.7 tfsec.ebs.enable-volume-encryption',
    types: ['aws_ebs_encryption_by_default'],
    why: 'No rule judges a volume that is created by hand: without the default, its data stays unencrypted',
    fix: 'Set enabled of EbsEncryptionByDefault to true',
    ask: onOrUnset('enabled'),
  },
  MAL_EC2_10: {
    title: 'Volumes without an explicit key are encrypted with a key of this repository',
    severity: 'low',
    types: ['aws_ebs_default_kms_key'],
    why: 'The use of the AWS managed key can be neither restricted nor revoked',
    fix: 'Set keyArn of EbsDefaultKmsKey to the key of the account for volumes',
    ask: ours('key_arn', 'aws_kms_key'),
  },
  'FSBP.EC2.182': {
    title: 'Snapshots and images of the account cannot be made public',
    severity: 'high',
    types: ['aws_ebs_snapshot_block_public_access', images],
    why: 'A public snapshot is copied within minutes, with the whole disk',
    fix: "Set state to 'block-all-sharing' for snapshots, and to 'block-new-sharing' for images",
    ask: all(
      when((setting) => !isImages(setting), is('state', 'block-all-sharing', 'block-new-sharing')),
      when(isImages, tried({ type: images }, is('state', 'block-new-sharing', 'unblocked'))),
    ),
  },
  MAL_EC2_11: {
    title: 'The default metadata options of the account require a session token, with a hop limit of 1',
    severity: 'medium',
    types: ['aws_ec2_instance_metadata_defaults'],
    why: 'Without this default, an instance that is launched by hand or by a service gets the metadata options of its image',
    fix: 'Set httpTokens to required and httpPutResponseHopLimit to 1 in Ec2InstanceMetadataDefaults',
    ask: all(is('http_tokens', 'required', undefined, 'optional'), between('http_put_response_hop_limit', 1, 1, 2)),
  },
  CKV_AWS_390: {
    title:
      'The account blocks the start of EMR clusters with a security group that is open to the internet on any port',
    severity: 'high',
    covers: 'FSBP.EMR.2 H1',
    types: ['aws_emr_block_public_access_configuration'],
    why: 'The consoles of Hadoop require no password: each client that reaches one can run any program',
    fix: 'Set blockPublicSecurityGroupRules to true, without a permitted range of ports',
    ask: all(
      on('block_public_security_group_rules'),
      // By its own default, AWS permits the port of SSH.
      at('permitted_public_security_group_rule_range', (value) => blocks(value).length === 0, [
        { min_range: 22, max_range: 22 },
      ]),
    ),
  },
});

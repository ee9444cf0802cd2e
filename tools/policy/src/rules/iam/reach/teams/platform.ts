import { type Reach } from '../reach';
import { firstUses, onAll, records, zones, type MoreWords } from './words';

/** The maximum permissions of the deploys of the team platform, by names: the account. */
export const platform = ({ account, changedBy }: MoreWords): readonly Reach[] => [
  onAll(
    'ec2:Enable*',
    'ec2:ModifyDefaultCreditSpecification',
    'ec2:ModifyEbsDefaultKmsKeyId',
    'ec2:ModifyInstanceMetadataDefaults',
    'elasticmapreduce:PutBlockPublicAccessConfiguration',
    'iam:UpdateAccountPasswordPolicy',
    'logs:DeleteResourcePolicy',
    'logs:PutResourcePolicy',
    'route53:CreateHostedZone',
    'route53:CreateReusableDelegationSet',
    'route53:ListReusableDelegationSets',
    's3:PutAccountPublicAccessBlock',
  ),
  { actions: changedBy('aws_budgets_budget'), on: [`arn:aws:budgets::${account.id}:budget/malinshopper-*`] },
  firstUses(account, 'access-analyzer'),
  {
    actions: [
      'route53:ActivateKeySigningKey',
      'route53:ChangeTagsForResource',
      'route53:CreateKeySigningKey',
      'route53:CreateQueryLoggingConfig',
      'route53:DeactivateKeySigningKey',
      'route53:EnableHostedZoneDNSSEC',
      'route53:ListQueryLoggingConfigs',
      'route53:UpdateHostedZoneComment',
    ],
    on: [zones],
  },
  { actions: ['route53:DeleteQueryLoggingConfig'], on: ['arn:aws:route53:::queryloggingconfig/*'] },
  records(['NS']),
];

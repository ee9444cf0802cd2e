import { makes, own, plain, untagged, type CallsByType } from './call';

/**
 * The resources that an account has once, in terraform-provider-aws 5.100.0. They are never destroyed, and CI must not
 * be able to delete what everything else depends on: such types have nothing under `delete`.
 */
export const accountCalls = {
  aws_iam_openid_connect_provider: {
    create: untagged('oidc-provider', 'iam:CreateOpenIDConnectProvider', 'iam:TagOpenIDConnectProvider'),
    read: untagged('oidc-provider', 'iam:GetOpenIDConnectProvider'),
    update: untagged('oidc-provider', 'iam:UpdateOpenIDConnectProviderThumbprint', 'iam:UntagOpenIDConnectProvider'),
    delete: [],
  },
  aws_iam_policy: {
    create: untagged('policy', 'iam:CreatePolicy', 'iam:TagPolicy'),
    read: untagged('policy', 'iam:GetPolicy', 'iam:GetPolicyVersion'),
    update: untagged(
      'policy',
      'iam:CreatePolicyVersion',
      'iam:DeletePolicyVersion',
      'iam:ListPolicyVersions',
      'iam:UntagPolicy',
    ),
    delete: untagged('policy', 'iam:DeletePolicy'),
  },
  aws_iam_role_policy_attachment: {
    create: untagged('role', 'iam:AttachRolePolicy'),
    read: untagged('role', 'iam:ListAttachedRolePolicies'),
    delete: untagged('role', 'iam:DetachRolePolicy'),
  },
  aws_iam_account_password_policy: {
    create: plain('iam:UpdateAccountPasswordPolicy'),
    read: plain('iam:GetAccountPasswordPolicy'),
    delete: [],
  },
  aws_route53_zone: {
    create: [
      ...plain('route53:CreateHostedZone'),
      ...untagged('hostedzone', 'route53:ChangeTagsForResource'),
      ...untagged('change', 'route53:GetChange'),
    ],
    read: untagged('hostedzone', 'route53:GetHostedZone', 'route53:ListTagsForResource'),
    update: untagged('hostedzone', 'route53:UpdateHostedZoneComment'),
    delete: [],
  },
  aws_route53_delegation_set: {
    create: plain('route53:CreateReusableDelegationSet'),
    read: untagged('delegationset', 'route53:GetReusableDelegationSet'),
    delete: [],
  },
  aws_route53_query_log: {
    create: untagged('hostedzone', 'route53:CreateQueryLoggingConfig'),
    read: untagged('queryloggingconfig', 'route53:GetQueryLoggingConfig'),
    delete: untagged('queryloggingconfig', 'route53:DeleteQueryLoggingConfig'),
  },
  aws_route53_key_signing_key: {
    create: [...untagged('hostedzone', 'route53:CreateKeySigningKey'), ...untagged('change', 'route53:GetChange')],
    read: untagged('hostedzone', 'route53:GetDNSSEC'),
    update: untagged('hostedzone', 'route53:ActivateKeySigningKey', 'route53:DeactivateKeySigningKey'),
    delete: [],
  },
  aws_route53_hosted_zone_dnssec: {
    create: untagged('hostedzone', 'route53:EnableHostedZoneDNSSEC'),
    read: untagged('hostedzone', 'route53:GetDNSSEC'),
    delete: [],
  },
  aws_budgets_budget: {
    create: untagged('budget', 'budgets:ModifyBudget', 'budgets:TagResource'),
    read: untagged('budget', 'budgets:ViewBudget', 'budgets:ListTagsForResource'),
    update: untagged('budget', 'budgets:UntagResource'),
    delete: untagged('budget', 'budgets:ModifyBudget'),
  },
  aws_cloudtrail: {
    create: [
      ...makes('trail', 'cloudtrail:CreateTrail', 'cloudtrail:AddTags'),
      ...own('trail', 'cloudtrail:StartLogging'),
    ],
    read: [
      ...plain('cloudtrail:DescribeTrails'),
      ...own(
        'trail',
        'cloudtrail:GetTrailStatus',
        'cloudtrail:GetEventSelectors',
        'cloudtrail:GetInsightSelectors',
        'cloudtrail:ListTags',
      ),
    ],
    update: own('trail', 'cloudtrail:UpdateTrail', 'cloudtrail:AddTags', 'cloudtrail:RemoveTags'),
    delete: [],
  },
  aws_accessanalyzer_analyzer: {
    create: makes('Analyzer', 'access-analyzer:CreateAnalyzer', 'access-analyzer:TagResource'),
    read: own('Analyzer', 'access-analyzer:GetAnalyzer'),
    update: own(
      'Analyzer',
      'access-analyzer:UpdateAnalyzer',
      'access-analyzer:TagResource',
      'access-analyzer:UntagResource',
    ),
    delete: own('Analyzer', 'access-analyzer:DeleteAnalyzer'),
  },
  aws_ssm_document: {
    create: makes('document', 'ssm:CreateDocument', 'ssm:AddTagsToResource'),
    read: own('document', 'ssm:DescribeDocument', 'ssm:DescribeDocumentPermission', 'ssm:GetDocument'),
    update: own(
      'document',
      'ssm:UpdateDocument',
      'ssm:UpdateDocumentDefaultVersion',
      'ssm:AddTagsToResource',
      'ssm:RemoveTagsFromResource',
    ),
    delete: own('document', 'ssm:DeleteDocument'),
  },
  aws_ebs_encryption_by_default: {
    create: plain('ec2:EnableEbsEncryptionByDefault'),
    read: plain('ec2:GetEbsEncryptionByDefault'),
    delete: [],
  },
  aws_ebs_default_kms_key: {
    create: plain('ec2:ModifyEbsDefaultKmsKeyId'),
    read: plain('ec2:GetEbsDefaultKmsKeyId'),
    delete: [],
  },
  aws_ebs_snapshot_block_public_access: {
    create: plain('ec2:EnableSnapshotBlockPublicAccess'),
    read: plain('ec2:GetSnapshotBlockPublicAccessState'),
    delete: [],
  },
  aws_ec2_image_block_public_access: {
    create: plain('ec2:EnableImageBlockPublicAccess'),
    read: plain('ec2:GetImageBlockPublicAccessState'),
    delete: [],
  },
  aws_ec2_instance_metadata_defaults: {
    create: plain('ec2:ModifyInstanceMetadataDefaults'),
    read: plain('ec2:GetInstanceMetadataDefaults'),
    delete: [],
  },
  aws_ec2_default_credit_specification: {
    create: plain('ec2:ModifyDefaultCreditSpecification'),
    read: plain('ec2:GetDefaultCreditSpecification'),
    delete: [],
  },
  aws_emr_block_public_access_configuration: {
    create: plain('elasticmapreduce:PutBlockPublicAccessConfiguration'),
    read: plain('elasticmapreduce:GetBlockPublicAccessConfiguration'),
    delete: [],
  },
  aws_s3_account_public_access_block: {
    create: plain('s3:PutAccountPublicAccessBlock'),
    read: plain('s3:GetAccountPublicAccessBlock'),
    delete: [],
  },
} satisfies CallsByType;

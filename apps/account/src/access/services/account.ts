import type { Capability } from '../capability';

/** What holds for everything in an account. It is set and corrected, never switched off: the account app has no destroy. */
export const accountSettings: Capability = {
  list: [
    'ec2:GetDefaultCreditSpecification',
    'ec2:GetEbsDefaultKmsKeyId',
    'ec2:GetEbsEncryptionByDefault',
    'ec2:GetImageBlockPublicAccessState',
    'ec2:GetInstanceMetadataDefaults',
    'ec2:GetSnapshotBlockPublicAccessState',
    'elasticmapreduce:GetBlockPublicAccessConfiguration',
    'iam:GetAccountPasswordPolicy',
    's3:GetAccountPublicAccessBlock',
  ],
  set: [
    'ec2:EnableEbsEncryptionByDefault',
    'ec2:EnableImageBlockPublicAccess',
    'ec2:EnableSnapshotBlockPublicAccess',
    'ec2:ModifyDefaultCreditSpecification',
    'ec2:ModifyEbsDefaultKmsKeyId',
    'ec2:ModifyInstanceMetadataDefaults',
    'elasticmapreduce:PutBlockPublicAccessConfiguration',
    'iam:UpdateAccountPasswordPolicy',
    's3:PutAccountPublicAccessBlock',
  ],
};

/** Who did what. It is looked at only: whoever wanted to hide something would begin with that, see `watchStays`. */
export const trails: Capability = {
  list: ['cloudtrail:DescribeTrails'],
  read: [
    'cloudtrail:GetEventSelectors',
    'cloudtrail:GetInsightSelectors',
    'cloudtrail:GetTrailStatus',
    'cloudtrail:ListTags',
  ],
};

/** What of the account others could reach. */
export const analyzers: Capability = {
  read: ['access-analyzer:GetAnalyzer'],
  create: ['access-analyzer:CreateAnalyzer', 'access-analyzer:TagResource'],
  change: [
    'access-analyzer:DeleteAnalyzer',
    'access-analyzer:TagResource',
    'access-analyzer:UntagResource',
    'access-analyzer:UpdateAnalyzer',
  ],
};

/** How people get onto instances. */
export const sessionDocuments: Capability = {
  read: ['ssm:DescribeDocument', 'ssm:DescribeDocumentPermission', 'ssm:GetDocument'],
  create: ['ssm:AddTagsToResource', 'ssm:CreateDocument'],
  change: [
    'ssm:AddTagsToResource',
    'ssm:DeleteDocument',
    'ssm:RemoveTagsFromResource',
    'ssm:UpdateDocument',
    'ssm:UpdateDocumentDefaultVersion',
  ],
};

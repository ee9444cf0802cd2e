import { aSetting, aTie, noSuchError, type Deletion } from './deletion';

export const account: Readonly<Record<string, Deletion>> = {
  aws_accessanalyzer_analyzer: noSuchError('DeleteAnalyzer'),
  aws_budgets_budget: noSuchError('DeleteBudget'),
  aws_cloudtrail: noSuchError('DeleteTrail'),
  aws_ebs_default_kms_key: aSetting('ResetEbsDefaultKmsKeyId'),
  aws_ebs_encryption_by_default: aSetting('DisableEbsEncryptionByDefault'),
  aws_ec2_default_credit_specification: aSetting('ModifyDefaultCreditSpecification'),
  aws_ebs_snapshot_block_public_access: aSetting('DisableSnapshotBlockPublicAccess'),
  aws_ec2_image_block_public_access: aSetting('DisableImageBlockPublicAccess'),
  aws_ec2_instance_metadata_defaults: aSetting('ModifyInstanceMetadataDefaults'),
  aws_emr_block_public_access_configuration: aSetting('PutBlockPublicAccessConfiguration'),
  aws_iam_account_password_policy: aSetting('DeleteAccountPasswordPolicy'),
  aws_iam_openid_connect_provider: {
    never: 'API reference, DeleteOpenIDConnectProvider: "does not update any roles that reference the provider"',
  },
  aws_iam_policy: {
    by: 'iam:DeletePolicy',
    code: 'DeleteConflict',
    while: 'a role, user or group has it, as its boundary too, or it has more than one version',
    source: 'API reference, DeletePolicy; of boundaries: gruntwork-io/cloud-nuke issue 972',
  },
  aws_iam_role: {
    by: 'iam:DeleteRole',
    code: 'DeleteConflict',
    while: 'it has policies, or an instance profile has it',
    source: 'API reference, DeleteRole',
  },
  aws_iam_role_policy: noSuchError('DeleteRolePolicy'),
  aws_iam_role_policy_attachment: aTie('DetachRolePolicy'),
  aws_kms_alias: noSuchError('DeleteAlias'),
  aws_kms_key: {
    never: 'API reference, ScheduleKeyDeletion: the key waits for days instead, also with data that it encrypts',
  },
  aws_route53_delegation_set: {
    by: 'route53:DELETE /2013-04-01/delegationset/{Id}',
    code: 'DelegationSetInUse',
    while: 'a hosted zone has it',
    source: 'API reference, DeleteReusableDelegationSet',
  },
  aws_route53_hosted_zone_dnssec: {
    // KeySigningKeyInParentDSRecord depends on the DNS of the internet, and no zone is published here.
    never:
      'API reference, DisableHostedZoneDNSSEC: refused only because of the records of the parent zone in the DNS of the internet',
  },
  aws_route53_key_signing_key: {
    by: 'route53:POST /2013-04-01/keysigningkey/{Zone}/{Name}/deactivate',
    code: 'KeySigningKeyInUse',
    while: 'it is the only active key of a zone that is signed',
    source: 'API reference, DeactivateKeySigningKey, which the provider calls before DeleteKeySigningKey',
  },
  aws_route53_query_log: noSuchError('DeleteQueryLoggingConfig'),
  aws_route53_zone: {
    by: 'route53:DELETE /2013-04-01/hostedzone/{Id}',
    code: 'HostedZoneNotEmpty',
    while: 'it has records of others, or keys to sign with',
    source: 'API reference, DeleteHostedZone',
  },
  aws_s3_account_public_access_block: aSetting('DeletePublicAccessBlock'),
  aws_ssm_document: {
    // AssociatedInstances: no app associates a document with an instance, and the embedded AWS refuses it.
    never: 'API reference, DeleteDocument: refused only for associations, which no app makes',
  },
};

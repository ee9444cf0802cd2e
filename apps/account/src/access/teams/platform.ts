import { actionsOf, type CalledType } from '@malinshopper/aws-facts';
import { stateBucket } from '@malinshopper/stack';
import { accessLogBucketName } from '../../access-log-bucket';
import { aliases } from '../aliases';
import { newKeys } from '../new-keys';
import { changingBuckets, lookingAtBuckets } from '../buckets';
import { changingCiRoles, lookingAtIdentities } from '../ci-management';
import { changingRecords, waitingForRecords } from '../records';
import { firstUses } from '../roles';
import type { Permissions, Scope } from '../scope';
import type { Statement } from '../statement';
import { changing, looking } from '../tagged';
import { changePhases, grantsFor, without } from '../grants';
import { logPolicies } from '../teams-only';

const types: readonly CalledType[] = [
  'aws_accessanalyzer_analyzer',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_event_target',
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_log_resource_policy',
  'aws_cloudwatch_metric_alarm',
  'aws_ebs_default_kms_key',
  'aws_ebs_encryption_by_default',
  'aws_ebs_snapshot_block_public_access',
  'aws_ec2_default_credit_specification',
  'aws_ec2_image_block_public_access',
  'aws_ec2_instance_metadata_defaults',
  'aws_emr_block_public_access_configuration',
  'aws_iam_account_password_policy',
  'aws_kms_alias',
  'aws_kms_key',
  'aws_s3_account_public_access_block',
  'aws_sns_topic',
  'aws_sns_topic_policy',
  'aws_sns_topic_subscription',
  'aws_ssm_document',
];
/** The audit log. Only an administrator changes it, because an attacker would begin there, see `protectAudit`. */
const lookedAt: readonly CalledType[] = ['aws_cloudtrail'];
const grants = grantsFor(types, lookedAt);

/**
 * Permissions for the resources that an account has once, including the roles of all teams. The team never deletes
 * buckets and zones. It only reads the audit resources: the trail with all its parts, and the alarm of break-glass.
 */
export function platformPermissions(scope: Scope): Permissions {
  const { account } = scope;
  const trail = `arn:aws:s3:::malinshopper-account-trail-${account.id}`;
  const ofLogs = account.regions.map((region) => `arn:aws:s3:::${accessLogBucketName(account, region)}`);
  const buckets = [`arn:aws:s3:::${stateBucket(account)}`, ...ofLogs];
  return {
    look: [
      ...looking(grants, scope),
      ...lookingAtBuckets([...buckets, trail]),
      ...lookingAtIdentities(scope),
      ...lookingAtZones(scope),
      ...lookingAtBudgets(scope),
    ],
    change: changing({ ...grants, set: without([logPolicies], grants.set) }, scope),
    named: [
      aliases(scope),
      newKeys(scope),
      ...changingBuckets(buckets),
      ...changingCiRoles(scope),
      ...firstUses(scope, types),
      ...changingZones(scope),
      ...changingBudgets(scope),
    ],
    global: ['access-analyzer', 'budgets', 'cloudwatch', 'events', 'iam', 'kms', 'logs', 'route53', 'sns', 'tag'],
    onOthers: [],
    never: [logPolicies],
  };
}

/** All zones, including future ones: Route 53 identifies them by their ids only. */
const zones = 'arn:aws:route53:::hostedzone/*';
const ofZones: readonly CalledType[] = [
  'aws_route53_delegation_set',
  'aws_route53_hosted_zone_dnssec',
  'aws_route53_key_signing_key',
  'aws_route53_query_log',
  'aws_route53_zone',
];

const lookingAtZones = ({ account }: Scope): Statement[] => [
  {
    Sid: 'LookAtZones',
    Action: [...actionsOf(ofZones, ['read']), ...(delegates(account) ? ['route53:ListResourceRecordSets'] : [])],
    Resource: [zones, 'arn:aws:route53:::delegationset/*', 'arn:aws:route53:::queryloggingconfig/*'],
  },
];

/** True if zones of other accounts are delegated from this account. */
const delegates = ({ delegations }: Scope['account']) => delegations.length > 0;

const changingZones = (scope: Scope): Statement[] => [
  {
    Sid: 'MakeZones',
    // The search by tag is granted with the keys.
    Action: actionsOf(ofZones, ['create'], ({ kind, action }) => kind === undefined && !grants.set.includes(action)),
    Resource: '*',
  },
  {
    Sid: 'Zones',
    Action: actionsOf(ofZones, changePhases, ({ kind }) => kind === 'hostedzone'),
    Resource: zones,
  },
  {
    Sid: 'EndQueryLogs',
    Action: 'route53:DeleteQueryLoggingConfig',
    Resource: 'arn:aws:route53:::queryloggingconfig/*',
  },
  ...(delegates(scope.account)
    ? changingRecords({ ...scope, zoneArns: [zones] }, { types: ['NS'] })
    : [waitingForRecords]),
];

const budgets = ({ account: { id } }: Scope) => `arn:aws:budgets::${id}:budget/malinshopper-*`;

const lookingAtBudgets = (scope: Scope): Statement[] => [
  { Sid: 'LookAtBudgets', Action: actionsOf(['aws_budgets_budget'], ['read']), Resource: budgets(scope) },
];

const changingBudgets = (scope: Scope): Statement[] => [
  {
    Sid: 'Budgets',
    Action: actionsOf(['aws_budgets_budget'], changePhases),
    Resource: budgets(scope),
  },
];

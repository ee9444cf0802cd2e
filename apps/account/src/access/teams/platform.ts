import { stateBucket } from '@malinshopper/stack';
import { accessLogBucketName } from '../../access-log-bucket';
import { aliases } from '../aliases';
import { newKeys } from '../new-keys';
import { changingBuckets, lookingAtBuckets } from '../buckets';
import { changingCiRoles, lookingAtIdentities } from '../ci-management';
import { changingRecords, waitingForRecords } from '../records';
import { firstUses } from '../roles';
import type { Permissions, Scope } from '../scope';
import { accountSettings, analyzers, sessionDocuments, trails } from '../services/account';
import { alarms, topics } from '../services/alarms';
import { eventRules } from '../services/events';
import { keys } from '../services/keys';
import { logGroups, logPolicies } from '../services/logs';
import type { Statement } from '../statement';
import { changing, looking } from '../tagged';

const capabilities = [
  accountSettings,
  alarms,
  analyzers,
  eventRules,
  keys,
  logGroups,
  logPolicies,
  sessionDocuments,
  topics,
  trails,
];

/**
 * What an account has once, the roles of all teams among it. Buckets and zones it never deletes, and what watches it only looks
 * at: the trail with all that belongs to it, and the alarm of break-glass.
 */
export function platformPermissions(scope: Scope): Permissions {
  const { account } = scope;
  const trail = `arn:aws:s3:::malinshopper-account-trail-${account.id}`;
  const ofLogs = account.regions.map((region) => `arn:aws:s3:::${accessLogBucketName(account, region)}`);
  const buckets = [`arn:aws:s3:::${stateBucket(account)}`, ...ofLogs];
  return {
    look: [
      ...looking(capabilities, scope),
      ...lookingAtBuckets([...buckets, trail]),
      ...lookingAtIdentities(scope),
      ...lookingAtZones(scope),
      ...lookingAtBudgets(scope),
    ],
    change: changing(capabilities, scope),
    named: [
      aliases(scope),
      newKeys(scope),
      ...changingBuckets(buckets),
      ...changingCiRoles(scope),
      ...firstUses(scope, ['access-analyzer.amazonaws.com']),
      ...changingZones(scope),
      ...changingBudgets(scope),
    ],
    global: ['access-analyzer', 'budgets', 'cloudwatch', 'events', 'iam', 'kms', 'logs', 'route53', 'sns'],
    onOthers: [],
  };
}

/** All zones, also one that is made tomorrow: Route 53 knows them by their ids only. */
const zones = 'arn:aws:route53:::hostedzone/*';

const lookingAtZones = ({ account }: Scope): Statement[] => [
  {
    Sid: 'LookAtZones',
    Action: [
      'route53:GetDNSSEC',
      'route53:GetHostedZone',
      'route53:GetQueryLoggingConfig',
      'route53:GetReusableDelegationSet',
      'route53:ListTagsForResource',
      ...(delegates(account) ? ['route53:ListResourceRecordSets'] : []),
    ],
    Resource: [zones, 'arn:aws:route53:::delegationset/*', 'arn:aws:route53:::queryloggingconfig/*'],
  },
];

/** Whether zones of other accounts are delegated from here. */
const delegates = ({ delegations }: Scope['account']) => delegations.length > 0;

const changingZones = (scope: Scope): Statement[] => [
  {
    Sid: 'MakeZones',
    Action: ['route53:CreateHostedZone', 'route53:CreateReusableDelegationSet'],
    Resource: '*',
  },
  {
    Sid: 'Zones',
    Action: [
      'route53:ActivateKeySigningKey',
      'route53:ChangeTagsForResource',
      'route53:CreateKeySigningKey',
      'route53:CreateQueryLoggingConfig',
      'route53:DeactivateKeySigningKey',
      'route53:EnableHostedZoneDNSSEC',
      'route53:UpdateHostedZoneComment',
    ],
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
  { Sid: 'LookAtBudgets', Action: ['budgets:ListTagsForResource', 'budgets:ViewBudget'], Resource: budgets(scope) },
];

const changingBudgets = (scope: Scope): Statement[] => [
  {
    Sid: 'Budgets',
    Action: ['budgets:ModifyBudget', 'budgets:TagResource', 'budgets:UntagResource'],
    Resource: budgets(scope),
  },
];

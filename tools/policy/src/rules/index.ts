import { accountSettings } from './account/settings';
import { certificates } from './acm/certificates';
import { scalingGroups } from './autoscaling/groups';
import { instanceTypes } from './autoscaling/instance-types';
import { scalingNotifications } from './autoscaling/notifications';
import { instanceRefresh } from './autoscaling/refresh';
import { groupSizes } from './autoscaling/sizes';
import { backupAlarms } from './backup/alarms';
import { backupKeeping } from './backup/keeping';
import { backupPlans } from './backup/plans';
import { distributions } from './cloudfront/distributions';
import { originBuckets } from './cloudfront/origin-buckets';
import { origins } from './cloudfront/origins';
import { distributionProtection } from './cloudfront/protection';
import { distributionTraffic } from './cloudfront/traffic';
import { trails } from './cloudtrail/trails';
import { alarms } from './cloudwatch/alarms';
import { alarmLimits } from './cloudwatch/alarm-limits';
import { watchedResources } from './cloudwatch/watched-resources';
import { applications } from './codedeploy/applications';
import { deploymentGroups } from './codedeploy/deployment-groups';
import { revisions } from './codedeploy/revisions';
import { contentMounts } from './ec2/content-mount';
import { isolation } from './ec2/isolation';
import { launchTemplates } from './ec2/launch-templates';
import { userData } from './ec2/user-data';
import { replicationGroups } from './elasticache/replication-groups';
import { listenerActions } from './elb/actions';
import { listeners } from './elb/listeners';
import { loadBalancers } from './elb/load-balancers';
import { loadBalancerProtection } from './elb/protection';
import { targetGroups } from './elb/target-groups';
import { clusters } from './emr/clusters';
import { securityConfigurations } from './emr/security-configurations';
import { eventRules, eventTargets } from './eventbridge/events';
import { eventPatterns } from './eventbridge/patterns';
import { boundaryPolicies, boundedRoles, makersOfIdentities } from './iam/boundaries';
import { contentAccess } from './iam/content-access';
import { effectsOfBoundaries, effectsOfRoles, effectsOfStateBucket } from './iam/effects';
import { identityProviders, workflows } from './iam/github';
import { identityNames, sizes } from './iam/limits';
import { passwords } from './iam/passwords';
import { people } from './iam/people';
import { privileges } from './iam/privileges';
import { resourcePolicies } from './iam/public-policies';
import { attached, reaches } from './iam/reaches';
import { releases } from './iam/releases';
import { identities, managedPolicies } from './iam/roles';
import { trustPolicies } from './iam/trust-policies';
import { groups, userCredentials, users } from './iam/users';
import { wildcards } from './iam/wildcards';
import { keyPolicies } from './kms/key-policies';
import { keys } from './kms/keys';
import { functions } from './lambda/functions';
import { logGroups, logResourcePolicies } from './logs/logs';
import { publishers } from './messaging/publishers';
import { masterSecret } from './rds/master-secret';
import { monitoring } from './rds/monitoring';
import { recovery } from './rds/recovery';
import { servers } from './rds/servers';
import { settings } from './rds/settings';
import { descriptions } from './resources/descriptions';
import { destruction } from './resources/destruction';
import { names } from './resources/names';
import { replacement } from './resources/replacement';
import { tags } from './resources/tags';
import { whole } from './resources/whole';
import { recordContents } from './route53/contents';
import { records } from './route53/records';
import { zones } from './route53/zones';
import { bucketEncryption } from './s3/encryption';
import { bucketExpiry } from './s3/expiry';
import { bucketLifecycle } from './s3/lifecycle';
import { bucketLogging } from './s3/logging';
import { bucketPrivacy } from './s3/privacy';
import { bucketTransport } from './s3/transport';
import { secrets } from './secrets-manager/secrets';
import { subscriptions, topicPolicies, topics } from './sns/topics';
import { deadLetters } from './sqs/dead-letters';
import { queuePolicies, queues } from './sqs/queues';
import { sessionManager } from './ssm/sessions';
import { foreign } from './values/foreign';
import { references } from './values/references';
import { scripts } from './values/scripts';
import { secrecy } from './values/secrecy';
import { endpoints } from './vpc/endpoints';
import { exposure } from './vpc/exposure';
import { flowLogs } from './vpc/flow-logs';
import { fromInternet, toInternet } from './vpc/internet';
import { routes } from './vpc/routes';
import { securityGroups } from './vpc/security-groups';
import { subnets } from './vpc/subnets';
import { vpcs } from './vpc/vpcs';
import { firewallPaths } from './vpc/firewall-paths';
import { webAclLogging } from './waf/logging';
import { webAcls } from './waf/web-acls';
import { closedWorld } from '../closed-world';
import { everyTypeIsJudged } from './resources/every-type';
import type { Rule } from './rule';
import { distinct } from './table';

/** The tables of rules, by AWS service. */
const tables = distinct(
  accountSettings,
  certificates,
  scalingGroups,
  instanceTypes,
  scalingNotifications,
  instanceRefresh,
  groupSizes,
  backupAlarms,
  backupKeeping,
  backupPlans,
  distributions,
  originBuckets,
  origins,
  distributionProtection,
  distributionTraffic,
  trails,
  alarms,
  alarmLimits,
  watchedResources,
  applications,
  deploymentGroups,
  revisions,
  contentMounts,
  isolation,
  launchTemplates,
  userData,
  replicationGroups,
  listenerActions,
  listeners,
  loadBalancers,
  loadBalancerProtection,
  targetGroups,
  clusters,
  securityConfigurations,
  eventPatterns,
  eventRules,
  eventTargets,
  boundaryPolicies,
  boundedRoles,
  makersOfIdentities,
  contentAccess,
  identityProviders,
  workflows,
  identityNames,
  sizes,
  passwords,
  people,
  privileges,
  resourcePolicies,
  reaches,
  attached,
  effectsOfBoundaries,
  effectsOfRoles,
  effectsOfStateBucket,
  releases,
  identities,
  managedPolicies,
  trustPolicies,
  groups,
  userCredentials,
  users,
  wildcards,
  keyPolicies,
  keys,
  functions,
  logGroups,
  logResourcePolicies,
  publishers,
  masterSecret,
  monitoring,
  recovery,
  servers,
  settings,
  descriptions,
  destruction,
  names,
  replacement,
  tags,
  whole,
  recordContents,
  records,
  zones,
  bucketEncryption,
  bucketExpiry,
  bucketLifecycle,
  bucketLogging,
  bucketPrivacy,
  bucketTransport,
  secrets,
  subscriptions,
  topicPolicies,
  topics,
  deadLetters,
  queuePolicies,
  queues,
  sessionManager,
  foreign,
  references,
  scripts,
  secrecy,
  endpoints,
  exposure,
  flowLogs,
  fromInternet,
  toInternet,
  routes,
  securityGroups,
  subnets,
  vpcs,
  firewallPaths,
  webAclLogging,
  webAcls,
);

/** Every rule. */
export const rules: readonly Rule[] = distinct(tables, closedWorld, [everyTypeIsJudged(tables)]);

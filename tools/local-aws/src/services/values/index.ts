import type { Guards } from '../in-use';
import { alarmValues, logKeyValues } from './alarms';
import { bucketValues } from './buckets';
import { cacheValues, databaseValues } from './databases';
import { backupValues, eventValues, logValues, scalingValues } from './schedules';
import { loadBalancingValues } from './load-balancing';
import { queueValues, topicValues } from './messages';
import { bucketPolicies, keyValues, policyValues, secretValues } from './policies';
import { securityGroupValues } from './security-groups';
import { templateValues } from './templates';
import { bucketTags, tagsOfEc2, withDatabaseTags, zoneTags } from './tags';

/**
 * Values that AWS refuses, although botocore's models do not restrict them (`src/moto/values.py` checks the models):
 * the API reference of each action documents them.
 */
export const values: Guards = {
  autoscaling: scalingValues,
  backup: backupValues,
  ec2: { ...securityGroupValues, ...tagsOfEc2, ...templateValues },
  elasticache: cacheValues,
  elasticloadbalancing: loadBalancingValues,
  events: eventValues,
  iam: policyValues,
  kms: keyValues,
  logs: { ...logValues, ...logKeyValues },
  monitoring: alarmValues,
  rds: withDatabaseTags(databaseValues),
  route53: zoneTags,
  s3: { ...bucketTags, ...bucketPolicies, ...bucketValues },
  secretsmanager: secretValues,
  sns: topicValues,
  sqs: queueValues,
};

import type { Guards } from '../in-use';
import { cacheValues, databaseValues } from './databases';
import { backupValues, eventValues, logValues, scalingValues } from './schedules';
import { securityGroupValues } from './security-groups';
import { bucketTags, withDatabaseTags, zoneTags } from './tags';

/**
 * Values that AWS refuses, where botocore's models say nothing of them (`src/moto/values.py` sees to the others): the API reference of
 * each action does, in words.
 */
export const values: Guards = {
  autoscaling: scalingValues,
  backup: backupValues,
  ec2: securityGroupValues,
  elasticache: cacheValues,
  events: eventValues,
  logs: logValues,
  rds: withDatabaseTags(databaseValues),
  route53: zoneTags,
  s3: bucketTags,
};

import { LogKey } from '@malinshopper/constructs';
import type { Account } from '@malinshopper/environments';
import { regionOf, resourceName } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { AccessLogBucket } from './access-log-bucket';
import { ScalingLog } from './alarms/scaling-log';
import { byTeam, TeamTopics } from './alarms/team-topics';
import { environmentsOf, accountProtection } from './account-protection';
import { Sessions } from './sessions';
import { StandardCredits } from './standard-credits';
import { VolumeEncryption } from './volume-encryption';

/**
 * The resources that an account has once in each region with an environment: AWS keeps keys, topics, log groups and
 * settings by region. The resources of the home region are directly in the stack. The resources of each other region
 * are in an `InRegion` (docs/adr/0036).
 */
export function regionalParts(scope: Construct, account: Account) {
  const alarms = new TeamTopics(scope, 'alarms', { account });
  const { bucketName: accessLogBucketName } = new AccessLogBucket(scope, 'access-logs');
  const { arn: logKeyArn } = new LogKey(scope, 'log-key', {
    description: `Log groups of the account ${account.name}`,
    alias: resourceName('keyAlias', 'malinshopper', 'account', 'logs'),
    region: regionOf(scope),
    protection: accountProtection,
  });
  new ScalingLog(scope, 'scaling', { logKeyArn });
  const volumes = new VolumeEncryption(scope, 'volumes');
  const sessions = new Sessions(scope, 'sessions', { logKeyArn });
  if (environmentsOf(account).every(({ kind }) => kind !== 'production')) new StandardCredits(scope, 'credits');
  return {
    alarms,
    logKeyArn,
    /** The values of the region for the contract. */
    published: {
      accessLogBucketName,
      volumeKeyArn: volumes.keyArn,
      sessionKeyArn: sessions.keyArn,
      sessionLogGroupArn: sessions.logGroupArn,
      alarmTopicArns: byTeam(alarms.regional, 'arn'),
      alarmTopicKeyArns: byTeam(alarms.regional, 'keyArn'),
    },
  };
}

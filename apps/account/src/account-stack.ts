import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Bucket, LogKey } from '@malinshopper/constructs';
import {
  environmentApps,
  longLivedEnvironments,
  reviewDays,
  reviewFolder,
  type Account,
} from '@malinshopper/environments';
import { AccountStack, resourceName, stateBucket } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { Access } from './access/access';
import { stateBucketPolicy } from './access/state-bucket-policy';
import { leaseFolder } from './access/states';
import { AccessLogBucket } from './access-log-bucket';
import { AccountSettings } from './account-settings';
import { ScalingLog } from './alarms/scaling-log';
import { byTeam, TeamTopics } from './alarms/team-topics';
import { accountContract } from './contract';
import { HostedZones } from './hosted-zones';
import { kept } from './kept';
import { QueryLogs } from './query-logs';
import { Sessions } from './sessions';
import { StandardCredits } from './standard-credits';
import { Trail } from './trail';
import { VolumeEncryption } from './volume-encryption';
import { ZoneSigning } from './zone-signing';

const environmentsOf = ({ name }: Account) => longLivedEnvironments.filter(({ account }) => account.name === name);

/**
 * At how many percent of the budget its address is notified. "AWS requires approximately 5 weeks of usage
 * data to generate budget forecasts" (Cost Management user guide, "Managing your costs with AWS Budgets"): in the first month,
 * in which mistakes are made, no forecast says anything. A budget has five notifications at most.
 */
const spent = [50, 80, 100];

/** What an AWS account has once: hosted zones, topics of alarms, a budget, the bucket of the Terraform states, its settings, and who did what. */
export class AccountWideStack extends AccountStack {
  constructor(scope: Construct, account: Account) {
    super(scope, account, { app: 'account', team: 'platform' });

    const zones = new HostedZones(this, 'dns', { account });
    new QueryLogs(this, 'query-logs', { zoneIds: zones.ids });
    const alarms = new TeamTopics(this, 'alarms', { account });
    const signing = new ZoneSigning(this, 'zone-signing', {
      zoneIds: zones.ids,
      topicArn: alarms.global.platform.arn,
    });

    const { bucketName: accessLogBucketName } = new AccessLogBucket(this, 'access-logs');
    const { arn: logKeyArn } = new LogKey(this, 'log-key', {
      description: `Log groups of the account ${account.name}`,
      alias: resourceName('keyAlias', 'malinshopper', 'account', 'logs'),
      region: account.region,
      protection: kept,
    });
    new ScalingLog(this, 'scaling', { logKeyArn });
    const volumes = new VolumeEncryption(this, 'volumes');
    const sessions = new Sessions(this, 'sessions', { logKeyArn });
    new AccountSettings(this, 'settings');
    if (environmentsOf(account).every(({ kind }) => kind !== 'production')) new StandardCredits(this, 'credits');
    const { workloadBoundary } = new Access(this, 'access', { account, zoneIds: zones.ids });
    new Trail(this, 'trail', { accessLogBucketName, logKeyArn, boundary: workloadBoundary });

    accountContract.publish(this, {
      zoneIds: zones.ids,
      nameServers: zones.nameServers,
      dsRecords: signing.dsRecords,
      accessLogBucketName,
      volumeKeyArn: volumes.keyArn,
      sessionKeyArn: sessions.keyArn,
      sessionLogGroupArn: sessions.logGroupArn,
      alarmTopicArns: byTeam(alarms.regional, 'arn'),
      alarmTopicKeyArns: byTeam(alarms.regional, 'keyArn'),
      globalAlarmTopicArns: byTeam(alarms.global, 'arn'),
    });
    this.takeOverStateBucket(accessLogBucketName);

    new BudgetsBudget(this, 'budget', {
      name: resourceName('budget', 'malinshopper', account.name),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: account.budget.usdPerMonth.toFixed(1),
      limitUnit: 'USD',
      notification: [...spent.map((percent) => ['ACTUAL', percent] as const), ['FORECASTED', 100] as const].map(
        ([notificationType, threshold]) => ({
          notificationType,
          comparisonOperator: 'GREATER_THAN',
          threshold,
          thresholdType: 'PERCENTAGE',
          subscriberEmailAddresses: [account.budget.notify],
        }),
      ),
    });
  }

  /** The bucket is there before Terraform is: whoever deploys first makes it, and Terraform takes it over here. */
  private takeOverStateBucket(accessLogBucketName: string): void {
    const name = stateBucket(this.account);
    const environments = environmentsOf(this.account);
    const locks = [
      `${this.account.name}/account`,
      ...environments.flatMap((environment) => environmentApps.map((app) => `${environment.name}/${app}`)),
    ];
    const bucket = new Bucket(this, 'state', {
      name,
      protection: kept,
      accessLogs: { bucketName: accessLogBucketName, prefix: 's3/terraform-state/' },
      statements: stateBucketPolicy(this.account),
      expiry: [
        { id: 'old-states', oldVersionsDays: 90 },
        // A lease is written every half a minute during a deploy.
        { id: 'old-leases', prefix: `${leaseFolder}/`, oldVersionsDays: 1 },
        { id: 'old-reviews', prefix: `${reviewFolder}/`, days: reviewDays, oldVersionsDays: 1 },
        // Each lock and unlock leaves a version behind, and S3 cannot filter by the end of a key
        // (hashicorp/terraform issue 36445): one rule per lock, named by its whole key.
        ...locks.map((lock) => ({
          id: `locks-${lock.replace('/', '-')}`,
          prefix: `${lock}.tfstate.tflock`,
          oldVersionsDays: 1,
        })),
      ],
    });
    bucket.adopt(name);
  }
}

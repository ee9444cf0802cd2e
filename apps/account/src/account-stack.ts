import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Bucket } from '@malinshopper/constructs';
import { environmentApps, reviewDays, reviewFolder, type Account } from '@malinshopper/environments';
import { AccountStack, InRegion, resourceName, stateBucket } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { Access } from './access/access';
import { stateBucketPolicy } from './access/state-bucket-policy';
import { leaseFolder } from './access/states';
import { AccountSettings, RegionalSettings } from './account-settings';
import { byTeam } from './alarms/team-topics';
import { accountContract } from './contract';
import { HostedZones } from './hosted-zones';
import { environmentsOf, accountProtection } from './account-protection';
import { QueryLogs } from './query-logs';
import { regionalParts } from './regional';
import { Trail } from './trail';
import { ZoneSigning } from './zone-signing';

/**
 * The percentages of the budget at which its address is notified. "AWS requires approximately 5 weeks of usage data to
 * generate budget forecasts" (Cost Management user guide, "Managing your costs with AWS Budgets"): in the first month,
 * when mistakes are most likely, there is no forecast. A budget has five notifications at most.
 */
const spent = [50, 80, 100];

/**
 * The resources that an AWS account has once: hosted zones, alarm topics, a budget, the bucket of the Terraform states,
 * account settings, and the audit trail.
 */
export class AccountWideStack extends AccountStack {
  constructor(scope: Construct, account: Account) {
    super(scope, account, { app: 'account', team: 'platform' });

    const zones = new HostedZones(this, 'dns', { account });
    new QueryLogs(this, 'query-logs', { zoneIds: zones.ids });
    const { alarms, logKeyArn, published } = regionalParts(this, account);
    const { accessLogBucketName } = published;
    const globalAlarms = alarms.addGlobal();
    const signing = new ZoneSigning(this, 'zone-signing', {
      zoneIds: zones.ids,
      topicArn: globalAlarms.platform.arn,
    });

    new AccountSettings(this, 'settings');
    const { workloadBoundary } = new Access(this, 'access', { account, zoneIds: zones.ids });
    new Trail(this, 'trail', { accessLogBucketName, logKeyArn, boundary: workloadBoundary });

    accountContract.publish(this, {
      zoneIds: zones.ids,
      nameServers: zones.nameServers,
      dsRecords: signing.dsRecords,
      ...published,
      globalAlarmTopicArns: byTeam(globalAlarms, 'arn'),
    });
    for (const region of account.regions.filter((one) => one !== account.region)) this.addRegion(region);
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

  private addRegion(region: string): void {
    const scope = new InRegion(this, region);
    const { published } = regionalParts(scope, this.account);
    new RegionalSettings(scope, 'settings');
    accountContract.publishIn(region, this, published);
  }

  /** The bucket exists before Terraform does: the first deploy creates it, and Terraform imports it here. */
  private takeOverStateBucket(accessLogBucketName: string): void {
    const name = stateBucket(this.account);
    const environments = environmentsOf(this.account);
    const locks = [
      `${this.account.name}/account`,
      ...environments.flatMap((environment) => environmentApps.map((app) => `${environment.name}/${app}`)),
    ];
    const bucket = new Bucket(this, 'state', {
      name,
      protection: accountProtection,
      accessLogs: { bucketName: accessLogBucketName, prefix: 's3/terraform-state/' },
      statements: stateBucketPolicy(this.account),
      expiry: [
        { id: 'old-states', oldVersionsDays: 90 },
        // A deploy writes its lease twice a minute.
        { id: 'old-leases', prefix: `${leaseFolder}/`, oldVersionsDays: 1 },
        { id: 'old-reviews', prefix: `${reviewFolder}/`, days: reviewDays, oldVersionsDays: 1 },
        // Each lock and unlock leaves a version, and S3 cannot filter by the suffix of a key (hashicorp/terraform issue
        // 36445): so the bucket has one rule for each lock, with the full key of the lock.
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

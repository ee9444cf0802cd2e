import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Bucket } from '@malinshopper/constructs';
import { longLivedEnvironments, type Account } from '@malinshopper/environments';
import { AccountStack, resourceName, stateBucket } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { accountContract } from './contract';
import { HostedZones } from './hosted-zones';

const apps = ['network', 'data', 'compute', 'delivery'];

/** What an AWS account has once: hosted zones, a budget, and the bucket of the Terraform states. */
export class AccountWideStack extends AccountStack {
  constructor(scope: Construct, account: Account) {
    super(scope, account, { app: 'account', team: 'platform' });

    const zones = new HostedZones(this, 'dns', { account });
    accountContract.publish(this, { zoneIds: zones.ids, nameServers: zones.nameServers });
    this.takeOverStateBucket();

    new BudgetsBudget(this, 'budget', {
      name: resourceName('budget', 'malinshopper', account.name),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: account.budget.usdPerMonth.toFixed(1),
      limitUnit: 'USD',
      notification: [
        {
          notificationType: 'FORECASTED',
          comparisonOperator: 'GREATER_THAN',
          threshold: 100,
          thresholdType: 'PERCENTAGE',
          subscriberEmailAddresses: [account.budget.notify],
        },
      ],
    });
  }

  /** The bucket is there before Terraform is: whoever deploys first makes it, and Terraform takes it over here. */
  private takeOverStateBucket(): void {
    const name = stateBucket(this.account);
    const environments = longLivedEnvironments.filter(({ account }) => account.name === this.account.name);
    const locks = [
      `${this.account.name}/account`,
      ...environments.flatMap((environment) => apps.map((app) => `${environment.name}/${app}`)),
    ];
    const bucket = new Bucket(this, 'state', {
      name,
      protection: { forceDestroy: false, preventDestroy: true },
      expiry: [
        { id: 'old-states', oldVersionsDays: 90 },
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

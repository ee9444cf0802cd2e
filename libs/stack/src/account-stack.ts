import type { Account } from '@malinshopper/environments';
import type { Construct } from 'constructs';
import { AwsStack } from './aws-stack';

export interface AccountStackProps {
  /** The app's name: its stack, its state object and the tag `App`. */
  readonly app: string;
  /** The responsible team. */
  readonly team: string;
}

/**
 * The stack of an app that is deployed once per AWS account, in its home region. Its state is under the account's name.
 */
export abstract class AccountStack extends AwsStack {
  readonly account: Account;

  constructor(scope: Construct, account: Account, props: AccountStackProps) {
    super(scope, {
      ...props,
      owner: { name: account.name, account },
      region: account.region,
      tags: { Account: account.name },
    });
    this.account = account;
  }
}

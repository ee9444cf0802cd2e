import type { Account } from '@malinshopper/environments';

/** Whoever has a state of its own: an environment, or an account for the app that is deployed once in it. */
export interface StateOwner {
  readonly name: string;
  readonly account: Account;
}

/** The one bucket of an account in which all its Terraform states are, in its home region (docs/adr/0036). */
export function stateBucket(account: Account): string {
  return `malinshopper-terraform-state-${account.id}`;
}

/** Where an app's state of an owner is. */
export function stateObject(owner: StateOwner, app: string) {
  return { bucket: stateBucket(owner.account), key: `${owner.name}/${app}.tfstate`, region: owner.account.region };
}

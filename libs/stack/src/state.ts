import { stateBucket, type Account } from '@malinshopper/environments';

/** The owner of a state: an environment, or an account for the app that is deployed once in it. */
export interface StateOwner {
  readonly name: string;
  readonly account: Account;
}

/** The key of an app's state of an owner. */
export function stateObject(owner: StateOwner, app: string) {
  return { bucket: stateBucket(owner.account), key: `${owner.name}/${app}.tfstate`, region: owner.account.region };
}

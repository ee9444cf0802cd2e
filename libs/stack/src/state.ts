import { stateBucket, type Account } from '@malinshopper/environments';

/** Whoever has a state of its own: an environment, or an account for the app that is deployed once in it. */
export interface StateOwner {
  readonly name: string;
  readonly account: Account;
}

/** Where an app's state of an owner is. */
export function stateObject(owner: StateOwner, app: string) {
  return { bucket: stateBucket(owner.account), key: `${owner.name}/${app}.tfstate`, region: owner.account.region };
}

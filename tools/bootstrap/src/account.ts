import { accountNames, accounts, longLivedEnvironments, type Environment } from '@malinshopper/environments';

/**
 * The accounts in the order of their bootstrap: an account with a zone that delegates to the zones of another one comes after that one, so that its
 * first deploy writes the name servers that the other account really has.
 */
export const bootstrapOrder = [...accountNames].sort(
  (one, other) => accounts[one].delegations.length - accounts[other].delegations.length,
);

/**
 * An environment of an account, by the name of the account: the app `account` is the same whichever of its environments deploys it.
 * @throws if there is no account of that name, or no environment lives in it
 */
export function environmentIn(name: string, environments: readonly Environment[] = longLivedEnvironments): Environment {
  if (!accountNames.some((known) => known === name)) {
    const known = bootstrapOrder.join(', ');
    throw new Error(
      `Unknown account ${JSON.stringify(name)}: environments/src/accounts.ts has ${known}. Nothing was touched.`,
    );
  }
  const found = environments.find(({ account }) => account.name === name);
  if (found) return found;
  throw new Error(
    `No environment lives in the account ${name}: add one in environments/src, or take the account out of accounts.ts. Nothing was touched.`,
  );
}

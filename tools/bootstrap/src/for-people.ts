import { accounts, promotedFrom, longLivedEnvironments, type Account } from '@malinshopper/environments';
import { commandHere, type Target } from '@malinshopper/terraform';
import { bootstrapOrder } from './account';
import type { Published } from './published';

/** The facts about an account after its deploy. */
export interface Facts extends Published {
  readonly account: Account;
  readonly target: Target['kind'];
  /** Mail addresses that have not confirmed, with the number of mails. */
  readonly unconfirmed: ReadonlyMap<string, number>;
}

/** The delegations of all accounts. */
const delegations = Object.values(accounts).flatMap((account) => account.delegations);
const same = (one: readonly string[], other: readonly string[]) => [...one].sort().join() === [...other].sort().join();

/** The steps that no program can take, in their order. */
export function stepsOfPeople({ account, unconfirmed, nameServers, dsRecords }: Facts): string[] {
  const steps: string[] = [];
  const wrong = delegations.filter(
    ({ zone, nameServers: entered }) => account.hostedZones.includes(zone) && !same(entered, nameServers),
  );
  if (wrong.length > 0) {
    steps.push(
      `Enter the name servers of ${wrong.map(({ zone }) => zone).join(', ')} in environments/src/accounts.ts, and commit: ${nameServers.join(', ')}`,
    );
  }
  for (const zone of account.hostedZones.filter((one) => !delegations.some((delegated) => delegated.zone === one))) {
    steps.push(`At the registrar of ${zone}, set the name servers: ${nameServers.join(', ')}`);
    const ds = dsRecords[zone];
    if (ds !== undefined)
      steps.push(`There too, once the name servers answer: the DS record, which switches DNSSEC on: ${ds}`);
  }
  if (unconfirmed.size > 0) {
    const mails = [...unconfirmed].map(([address, count]) => `${address} (${count})`).join(', ');
    steps.push(`Within 48 hours, follow the link in each mail of AWS that asks for a subscription to alarms: ${mails}`);
  }
  return steps;
}

/** The environments in the order in which a commit goes through them. */
function orderOfEnvironments(): string[] {
  const depth = (kind: string): number => {
    const before = promotedFrom[kind as keyof typeof promotedFrom];
    return before === undefined ? 0 : 1 + depth(before);
  };
  return [...longLivedEnvironments].sort((one, other) => depth(one.kind) - depth(other.kind)).map(({ name }) => name);
}

/** The next command, with the steps that come before it. */
export function nextInWords({ account, target }: Pick<Facts, 'account' | 'target'>): string[] {
  const next = bootstrapOrder[bootstrapOrder.indexOf(account.name) + 1];
  if (next !== undefined) {
    const signedIn = target === 'aws' ? `, signed in to ${next} (${accounts[next].id})` : '';
    return [`Next: ${commandHere('npm', 'run', 'bootstrap', '--', next)}${signedIn}`];
  }
  const names = orderOfEnvironments();
  if (target === 'embedded') return [`Next: ${commandHere('npm', 'run', 'deploy', '--', ...names)}`];
  const byHand = bootstrapOrder.map((name) => {
    const own = names.filter((one) =>
      longLivedEnvironments.some((each) => each.name === one && each.account.name === name),
    );
    return `${commandHere('npm', 'run', 'deploy', '--', ...own)} (signed in to ${name})`;
  });
  return [
    `Next: set up GitHub (npm run github -- calls, docs/github.md), and merge to main: CI deploys ${names.join(', ')} one after the other.`,
    `Without CI: ${byHand.join(', then ')}`,
  ];
}

import { accountNames, branchHost, hostOf, longLivedEnvironments, type Lendable } from '@malinshopper/environments';
import { stateOwner } from '../configuration';
import type { AppNode } from '../environment-run/app-graph';

const lendable: readonly Lendable[] = ['network', 'loadBalancer', 'database'];

/**
 * True if a state could read another one of the same account, judged without reading either: their keys contain owner and app, the graph has the
 * dependencies of the apps, and `environments/` has the hosts of each environment. An app reads the apps that it depends on in its own environment;
 * it counts as a possible reader of those in its host too, and there of the same app. One reader too many is only destroyed first; a missed one would
 * lose the resources that it depends on.
 */
export function couldRead(reader: string, lent: string, apps: readonly AppNode[]): boolean {
  const from = stateOwner(reader);
  const to = stateOwner(lent);
  const isOwn = from.owner === to.owner;
  if (!isOwn && ![...hostsOf(from.owner), ...accountNames].includes(to.owner)) return false;
  if (from.app === to.app) return !isOwn;
  const known = apps.find(({ name }) => name === from.app);
  // An app that the repository no longer has may have depended on any.
  return known === undefined || known.dependsOn.includes(to.app);
}

/** The hosts of an environment. All branches have the same one, so it does not matter that a key does not contain the ref. */
function hostsOf(owner: string): string[] {
  const fixed = longLivedEnvironments.find(({ name }) => name === owner);
  return fixed ? lendable.map((lent) => hostOf(fixed, lent).name) : [branchHost];
}

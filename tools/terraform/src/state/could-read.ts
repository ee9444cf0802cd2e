import { accountNames, branchHost, hostOf, longLivedEnvironments, type Lendable } from '@malinshopper/environments';
import { stateOwner } from '../configuration';
import type { AppNode } from '../environment-run/app-graph';

const lendable: readonly Lendable[] = ['network', 'loadBalancer', 'database'];

/**
 * Whether a state could read another of the same account, by what is known without reading either: their keys say whose they are
 * and of which app, the graph says which app builds upon which, and `environments/` says who borrows from whom. An app reads those
 * that it builds upon in its own environment; we say that it could in its host's too, and there its own kind. Where that is one
 * reader too many, it has to go first; one too few would lose what it stands on.
 */
export function couldRead(reader: string, lent: string, apps: readonly AppNode[]): boolean {
  const from = stateOwner(reader);
  const to = stateOwner(lent);
  const isOwn = from.owner === to.owner;
  if (!isOwn && ![...hostsOf(from.owner), ...accountNames].includes(to.owner)) return false;
  if (from.app === to.app) return !isOwn;
  const known = apps.find(({ name }) => name === from.app);
  // An app that the repository no longer has may have built upon any.
  return known === undefined || known.dependsOn.includes(to.app);
}

/** Whom an environment borrows from. All branches borrow from one, so that it is no matter that a key does not tell the ref. */
function hostsOf(owner: string): string[] {
  const fixed = longLivedEnvironments.find(({ name }) => name === owner);
  return fixed ? lendable.map((lent) => hostOf(fixed, lent).name) : [branchHost];
}

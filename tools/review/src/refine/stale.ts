import type { Provenance, StatePosition } from '../planned';
import { keysOf } from '../value/value';
import { placeOf, type ReviewedApp } from '../record/record';
import type { Found } from './difference';

/** What was reviewed of the other apps, by `<environment>/<app>`: their states before the deploy. */
export type Before = ReadonlyMap<string, StatePosition | undefined>;

/** What an app is planned from that has moved on since its review: the states that it reads come first, since Terraform does not notice those. */
export function staleness(reviewed: Provenance, fresh: Provenance, before: Before): Found[] {
  return [
    ...upstreamsMoved(reviewed.upstream, fresh.upstream, before),
    ...stateMoved(reviewed.state, fresh.state),
    ...(reviewed.json === fresh.json
      ? []
      : [
          {
            kind: 'code' as const,
            what: `the synthesized JSON is another: reviewed at ${reviewed.commit}, now ${fresh.commit}`,
          },
        ]),
    ...(reviewed.lockFile === fresh.lockFile
      ? []
      : [{ kind: 'lock file' as const, what: '.terraform.lock.hcl is another one' }]),
    ...versionsMoved(reviewed.versions, fresh.versions),
  ];
}

/**
 * Why a review holds no longer, in words: what its apps would be planned from now is not what they were planned from. An app that is planned no more
 * is a reason, too. What is the same says nothing about AWS itself: a deploy plans afresh.
 * @param now by `<environment>/<app>`, of those that were reviewed: found out without a plan
 */
export function whyStale(reviewed: readonly ReviewedApp[], now: Readonly<Record<string, Provenance>>): string[] {
  const before: Before = new Map(reviewed.map((one) => [placeOf(one), one.provenance.state]));
  return reviewed.flatMap((one) => {
    const place = placeOf(one);
    const fresh = Object.hasOwn(now, place) ? now[place] : undefined;
    if (!fresh) return [`${place} is not there any more`];
    return staleness(one.provenance, fresh, before).map(({ what }) => `${place}: ${what}`);
  });
}

type Position = StatePosition | 'planned' | undefined;

/** `was serial 3 at the review, and is serial 4`; with the lineages, where it is another state altogether. */
function moved(was: Position, is: Position): string {
  const isSame = typeof was === 'object' && typeof is === 'object' && was.lineage === is.lineage;
  const text = (position: Position) => {
    if (position === undefined) return 'none';
    if (position === 'planned') return 'planned';
    return `serial ${position.serial}${isSame ? '' : ` of ${position.lineage}`}`;
  };
  return `was ${text(was)} at the review, and is ${text(is)}`;
}

function upstreamsMoved(reviewed: Provenance['upstream'], fresh: Provenance['upstream'], before: Before): Found[] {
  return keysOf(reviewed, fresh).flatMap((name) => {
    const [was, is] = [own(reviewed, name), own(fresh, name)];
    if (was === 'planned' ? before.has(name) && isLaterThan(before.get(name), is) : sameState(was, is)) return [];
    return [{ kind: 'upstream' as const, what: `the state of ${name} ${moved(was, is)}` }];
  });
}

const own = (all: Provenance['upstream'], name: string) => (Object.hasOwn(all, name) ? all[name] : undefined);

/** An upstream app that changes in the same run is deployed by now: the state that it had at the review has been written since, and is no other. */
function isLaterThan(before: StatePosition | undefined, now: StatePosition | 'planned' | undefined): boolean {
  if (now === undefined || now === 'planned') return now === 'planned';
  return before === undefined || (now.lineage === before.lineage && now.serial >= before.serial);
}

const sameState = (was: StatePosition | 'planned' | undefined, is: StatePosition | 'planned' | undefined) =>
  typeof was === 'object' && typeof is === 'object'
    ? was.lineage === is.lineage && was.serial === is.serial
    : was === is;

function stateMoved(was: StatePosition | undefined, is: StatePosition | undefined): Found[] {
  if (sameState(was, is)) return [];
  return [{ kind: 'state', what: `its own state ${moved(was, is)}` }];
}

function versionsMoved(was: Provenance['versions'], is: Provenance['versions']): Found[] {
  return keysOf(was, is)
    .filter((name) => was[name] !== is[name])
    .map((name) => ({
      kind: 'version',
      what: `${name} was ${was[name] ?? 'not there'} at the review, and is ${is[name] ?? 'not there'}`,
    }));
}

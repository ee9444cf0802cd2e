import type { Provenance, StatePosition } from '../planned';
import { keysOf } from '../value/value';
import { placeOf, type ReviewedApp } from '../record/record';
import type { Found } from './difference';

/** The reviewed states of the other apps, by `<environment>/<app>`: before the deploy. */
export type Before = ReadonlyMap<string, StatePosition | undefined>;

/** The sources of an app's plan that have changed since its review: the states that it reads come first, since Terraform does not check those. */
export function staleness(reviewed: Provenance, fresh: Provenance, before: Before): Found[] {
  return [
    ...upstreamsMoved(reviewed.upstream, fresh.upstream, before),
    ...stateMoved(reviewed.state, fresh.state),
    ...(reviewed.json === fresh.json
      ? []
      : [
          {
            kind: 'code' as const,
            what: `the synthesized JSON differs: reviewed at ${reviewed.commit}, now ${fresh.commit}`,
          },
        ]),
    ...(reviewed.lockFile === fresh.lockFile
      ? []
      : [{ kind: 'lock file' as const, what: '.terraform.lock.hcl differs' }]),
    ...versionsMoved(reviewed.versions, fresh.versions),
  ];
}

/**
 * The reasons why a review is out of date, in words: the sources of its apps' plans have changed. An app that no longer exists is a reason, too.
 * Equal sources prove nothing about AWS itself: a deploy plans afresh.
 * @param now by `<environment>/<app>`, of the reviewed apps: found without a plan
 */
export function whyStale(reviewed: readonly ReviewedApp[], now: Readonly<Record<string, Provenance>>): string[] {
  const before: Before = new Map(reviewed.map((one) => [placeOf(one), one.provenance.state]));
  return reviewed.flatMap((one) => {
    const place = placeOf(one);
    const fresh = Object.hasOwn(now, place) ? now[place] : undefined;
    if (!fresh) return [`${place} does not exist any more`];
    return staleness(one.provenance, fresh, before).map(({ what }) => `${place}: ${what}`);
  });
}

type Position = StatePosition | 'planned' | undefined;

/** `was serial 3 at the review, and is serial 4`; with the lineages, if it is another state altogether. */
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

/** An upstream app that changes in the same run is deployed by now: its state at the review has been written since, and is the same one. */
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
      what: `${name} was ${was[name] ?? 'missing'} at the review, and is ${is[name] ?? 'missing'}`,
    }));
}

import { keyedDigest } from '../mask/digest';
import { placeOf, type ReviewedApp, type ReviewedPlan } from '../record/record';
import { changeDifferences, outputDifferences } from './changes';
import type { Difference, Found } from './difference';
import { staleness, type Before } from './stale';

/**
 * Compares the plan of a deploy with the review, as data. A new plan refines the reviewed one if it does the same to the same addresses, with the
 * same values as far as these were known. An unknown value may have become known; a change that depended on an unknown value may be missing; nothing
 * else is created, changed or destroyed.
 * @param fresh the apps that are about to be deployed: all of them, or one
 * @param key of the digests, the same in both
 * @returns nothing if it may go on; otherwise each difference, of each app the stale sources first
 */
export function refines(
  reviewed: readonly ReviewedApp[],
  fresh: readonly ReviewedApp[],
  { key }: { readonly key: string },
): Difference[] {
  const before: Before = new Map(reviewed.map((one) => [placeOf(one), one.provenance.state]));
  const digest = (value: unknown) => keyedDigest(key, value);
  return fresh.flatMap((is) => {
    const { app, environment } = is;
    const was = reviewed.filter((one) => placeOf(one) === placeOf(is));
    const found = was.length === 1 ? ofApp(was[0]!, is, before, digest) : [neverReviewed(is, was.length)];
    return found.map((one): Difference => ({ environment, app, ...one }));
  });
}

const neverReviewed = (is: ReviewedApp, count: number): Found => ({
  kind: 'not reviewed',
  what: `${placeOf(is)} is ${count === 0 ? 'not' : `${count} times`} in the review`,
});

function ofApp(was: ReviewedApp, is: ReviewedApp, before: Before, digest: (value: unknown) => string): Found[] {
  const stale = staleness(was.provenance, is.provenance, before);
  const reviewed = plannedOf(was, 'not reviewed');
  const fresh = plannedOf(is, 'not planned');
  if ('kind' in reviewed || 'kind' in fresh) {
    return [...stale, ...[reviewed, fresh].filter((one): one is Found => 'kind' in one)];
  }
  return [
    ...stale,
    ...changeDifferences(reviewed.plan, fresh.plan, digest),
    ...outputDifferences(reviewed.plan, fresh.plan, digest),
    ...checkDifferences(reviewed.plan, fresh.plan),
  ];
}

const nothing: ReviewedPlan = {
  kind: 'planned',
  changes: [],
  outputs: [],
  unchanged: 0,
  drift: [],
  deferred: [],
  checks: [],
  complete: true,
  errored: false,
};

/** The complete plan of an app, or the reason why there is no complete plan. */
function plannedOf(
  { result }: ReviewedApp,
  kind: 'not reviewed' | 'not planned',
): { readonly plan: ReviewedPlan } | Found {
  if (result.kind === 'failed') return { kind, what: `its plan has failed: ${result.error}` };
  if (result.kind === 'unchanged') return { plan: nothing };
  if (result.errored) return { kind, what: 'its plan has ended in an error' };
  if (!result.complete) return { kind, what: 'its plan is not complete: another one has to follow it' };
  if (result.deferred.length > 0) {
    return { kind, what: `Terraform could not plan ${result.deferred.map(({ address }) => address).join(', ')} yet` };
  }
  return { plan: result };
}

/** The result of a check for the present AWS; it was unknown as long as its values were. */
function checkDifferences(reviewed: ReviewedPlan, fresh: ReviewedPlan): Found[] {
  const failed = new Set(reviewed.checks.filter(({ status }) => isFailed(status)).map(({ address }) => address));
  return fresh.checks
    .filter(({ status, address }) => isFailed(status) && !failed.has(address))
    .map(({ address, problems }) => ({ kind: 'check', address, what: `does not pass: ${problems.join('; ')}` }));
}

const isFailed = (status: string) => status === 'fail' || status === 'error';

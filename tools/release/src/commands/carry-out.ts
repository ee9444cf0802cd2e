import { together, command } from '../wording';
import type { Place } from '../environment/place';
import type { Part } from '../parts/part';
import { openView } from '../progress/open-view';
import type { ReleaseKind } from '../release/label';
import { reportOf } from '../release/report';
import { newRelease, run } from '../release/run';
import type { Survey } from '../release/survey';
import { shortId } from '../revisions/store';
import { who } from '../revisions/who';

export interface CarryOutOptions {
  readonly kind: Exclude<ReleaseKind, 'return'>;
  readonly from?: string;
  /** The revision of each part. */
  readonly revisions: ReadonlyMap<Part, string>;
  readonly survey: Survey;
  readonly ignoreAlarms?: boolean;
  readonly ignoreStopFailures?: boolean;
}

/**
 * The interval in which AWS is queried for progress, in milliseconds: AWS limits the number of calls, and a release
 * takes minutes there.
 */
export const pollEvery = ({ session }: Pick<Place, 'session'>) => (session.target.kind === 'embedded' ? 250 : 3_000);

/**
 * Carries a release out with a view of its progress, and reports its result.
 * @returns true if it succeeded on every instance of every part
 */
export async function carryOut(
  place: Place,
  { kind, from, revisions, survey, ...options }: CarryOutOptions,
): Promise<boolean> {
  const { ref } = place.environment;
  const parts = [...revisions.keys()];
  const label = {
    release: newRelease(),
    kind,
    ...(from && { from }),
    parts: parts.map(({ name }) => name),
    by: who(place.session.identity.arn),
  };
  const what = whatOf(revisions);
  console.log(`Release ${label.release} of ${what} to ${together(label.parts, 8)} of ${ref} begins.`);
  const view = await openView(label.parts);
  const goesOn =
    `AWS continues with release ${label.release}, but no program rolls all groups back together now if one of them fails. ` +
    `Follow it with ${command('status', ref, '--follow')}, stop it and roll back with ${command('rollback', ref)}.`;
  const interrupted = () => {
    console.log(`\n${goesOn}`);
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  try {
    const before = new Map(survey.standings.flatMap(({ part, good: [last] }) => (last ? [[part, last.revision]] : [])));
    const orders = parts.map((part) => ({ part, revision: revisions.get(part)! }));
    const result = await run({ ...options, label, orders, before }, { view, every: pollEvery(place) });
    await view.close();
    console.log(reportOf(result, what, ref).join('\n'));
    if (!result.succeeded) process.exitCode = 1;
    return result.succeeded;
  } catch (error) {
    throw new Error(`The release could not be followed any more: ${(error as Error).message}\n${goesOn}`, {
      cause: error,
    });
  } finally {
    process.off('SIGINT', interrupted);
  }
}

/** `0123456789ab`, or if parts differ `0123456789ab to web and ba9876543210 to fetcher and updater-1`. */
export function whatOf(revisions: ReadonlyMap<Part, string>): string {
  const distinct = [...new Set(revisions.values())];
  if (distinct.length === 1) return shortId(distinct[0]!);
  const partsOf = (one: string) => [...revisions].filter(([, revision]) => revision === one).map(([part]) => part.name);
  return together(distinct.map((revision) => `${shortId(revision)} to ${together(partsOf(revision))}`));
}

import type { Attempt, Part } from '../parts/part';
import type { Survey } from './survey';

/** The revisions of a rollback, by part. */
export interface RollbackTargets {
  readonly revisions: Map<Part, string>;
  /** Parts that had no successful revision before: they stay as they are. */
  readonly stay: readonly string[];
}

/**
 * The revisions of a rollback, by part. If a release is active, or one was incomplete (it failed, was stopped or was
 * cut off), each part that does not have its last successful revision gets it. If all parts are successful, the parts
 * of the newest release return to their previous revision, and all other parts stay as they are: web and workers can
 * have been released separately.
 * @param active the active attempts, or those that ran until they were stopped for this rollback
 */
export function targetsOfRollback(
  parts: readonly Part[],
  { standings }: Survey,
  active: readonly Attempt[],
): RollbackTargets {
  const mine = parts.flatMap((part) => {
    const standing = standings.find((one) => one.part === part.name);
    return standing?.last ? [{ part, standing }] : [];
  });
  const unclean = mine.filter(({ standing }) => !standing.clean);
  if (unclean.length > 0 || active.length > 0) return targets(unclean, 0);
  const newest = Math.max(...mine.map(({ standing }) => beganAt(standing)));
  return targets(
    mine.filter(({ standing }) => beganAt(standing) === newest),
    1,
  );
}

type Mine = { readonly part: Part; readonly standing: Survey['standings'][number] };

const beganAt = ({ good }: Mine['standing']) => good[0]?.release.began.getTime() ?? 0;

function targets(mine: readonly Mine[], index: 0 | 1): RollbackTargets {
  const revisions = new Map(
    mine.flatMap(({ part, standing }) => {
      const good = standing.good[index];
      return good ? [[part, good.revision] as const] : [];
    }),
  );
  return { revisions, stay: mine.filter(({ part }) => !revisions.has(part)).map(({ part }) => part.name) };
}

import { stateOf } from '../progress/view';
import type { InstancesNow } from '../release/instances-now';
import type { Standing } from '../release/standing';
import { shortId } from '../revisions/store';
import { together } from '../wording';

/**
 * Returns the text of a table cell for the instances of a part, and one line for each instance that differs from most
 * instances.
 */
export function instanceLines(
  part: string,
  { last, good }: Standing,
  { known, untouched }: InstancesNow,
): { readonly summary: string; readonly lines: readonly string[] } {
  const wanted = last?.outcome === 'succeeded' ? last.revision : (good[0]?.revision ?? last?.revision);
  const states = new Map<string, string[]>();
  for (const { instance, attempt, progress } of known) {
    const revision = attempt.revision ? shortId(attempt.revision) : 'an unknown revision';
    const state = progress.outcome === 'succeeded' ? revision : `${revision} ${stateOf(progress)}`;
    states.set(state, [...(states.get(state) ?? []), instance]);
  }
  if (untouched.length > 0) states.set('nothing yet', [...untouched]);
  const total = known.length + untouched.length;
  const right = known.filter(
    ({ attempt, progress }) => progress.outcome === 'succeeded' && attempt.revision === wanted,
  ).length;
  const failures = known.flatMap(({ instance, attempt, progress: { failure } }) =>
    failure ? [`  ${instance} (${attempt.id}): ${failure.event}: ${failure.message}`] : [],
  );
  if (!last) return { summary: `0 of ${total}`, lines: [] };
  if (right === total) return { summary: `${total}`, lines: [] };
  const list = [...states].map(([state, those]) => `${state} on ${together(those)}`);
  return { summary: `${right} of ${total}`, lines: [`${part}: ${list.join('; ')}.`, ...failures] };
}

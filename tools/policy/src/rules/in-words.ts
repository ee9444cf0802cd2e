import type { Statement } from '@malinshopper/synthesized';

/** The first names of a list, for a finding. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** The name of a statement in a finding: its Sid, or else its actions. */
export function inWords({ sid, actions, notActions }: Statement): string {
  if (sid !== '') return `statement ${sid}`;
  return actions.length > 0 ? `the statement on ${some(actions)}` : `the statement on all but ${some(notActions)}`;
}

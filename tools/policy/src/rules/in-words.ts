import type { Statement } from '@malinshopper/synthesized';

/** A few of many, to be read in a finding. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** How a finding calls a statement: by its Sid, or by what it is about where it has none. */
export function inWords({ sid, actions, notActions }: Statement): string {
  if (sid !== '') return `statement ${sid}`;
  return actions.length > 0 ? `the statement on ${some(actions)}` : `the statement on all but ${some(notActions)}`;
}

import { locate } from '@malinshopper/synth';
import { subjectOf, type Kind } from './kinds';
import type { Locations } from './report/finding';
import { apps } from './worlds';

/** The lines that make the resources of these environments. */
export async function linesOf(kinds: readonly Kind[]): Promise<Map<Kind, Locations>> {
  const found = new Map<Kind, Locations>();
  for (const kind of kinds) {
    const { environment, changes } = subjectOf(kind);
    found.set(kind, await locate(environment.ref, apps(), { changes }));
  }
  return found;
}

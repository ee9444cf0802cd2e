import { locate } from '@malinshopper/synth';
import { subjectOf, type Scenario } from './scenarios';
import type { Locations } from './report/finding';
import { apps } from './worlds';

/** The lines that create the resources of these environments. */
export async function linesOf(scenarios: readonly Scenario[]): Promise<Map<Scenario, Locations>> {
  const found = new Map<Scenario, Locations>();
  for (const scenario of scenarios) {
    const { environment, changes } = subjectOf(scenario);
    found.set(scenario, await locate(environment.ref, apps(), { changes }));
  }
  return found;
}

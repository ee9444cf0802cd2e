import type { Scenario } from '../scenarios';
import type { Outcome } from '../run';
import { findingOf, type Finding, type Locations } from './finding';

/** The results of the rules for some environments, in a form for all formats. */
export interface Report {
  readonly environments: readonly {
    readonly scenario: Scenario;
    readonly resources: number;
    readonly verdicts: number;
    readonly milliseconds: number;
  }[];
  readonly findings: readonly Finding[];
  readonly waived: readonly Finding[];
  /** Waivers that have expired or that no finding needs. */
  readonly dead: readonly { readonly rule: string; readonly path: string; readonly because: string }[];
}

export function reportOf(
  outcomes: readonly Outcome[],
  locations: ReadonlyMap<Scenario, Locations> = new Map(),
): Report {
  const found = outcomes.flatMap(({ scenario, judged }) =>
    judged.filter(({ fault }) => fault).map((each) => findingOf(each, scenario, locations.get(scenario) ?? {})),
  );
  return {
    environments: outcomes.map(({ scenario, judged, resources, took }) => ({
      scenario,
      resources,
      verdicts: judged.length,
      milliseconds: Math.round(took),
    })),
    findings: found.filter(({ waiver }) => !waiver),
    waived: found.filter(({ waiver }) => waiver),
    dead: outcomes.flatMap(({ dead }) => dead.map(({ waiver: { rule, path }, because }) => ({ rule, path, because }))),
  };
}

/** True if the report is clean: no finding without a waiver, and no expired or unused waiver. */
export const isClean = ({ findings, dead }: Report) => findings.length === 0 && dead.length === 0;

import type { Kind } from '../kinds';
import type { Outcome } from '../run';
import { findingOf, type Finding, type Locations } from './finding';

/** What the rules said of some environments, ready to be written down in any form. */
export interface Report {
  readonly environments: readonly {
    readonly kind: Kind;
    readonly resources: number;
    readonly verdicts: number;
    readonly milliseconds: number;
  }[];
  readonly findings: readonly Finding[];
  readonly waived: readonly Finding[];
  /** Waivers that hold no longer. */
  readonly dead: readonly { readonly rule: string; readonly path: string; readonly because: string }[];
}

export function reportOf(outcomes: readonly Outcome[], locations: ReadonlyMap<Kind, Locations> = new Map()): Report {
  const found = outcomes.flatMap(({ kind, judged }) =>
    judged.filter(({ fault }) => fault).map((each) => findingOf(each, kind, locations.get(kind) ?? {})),
  );
  return {
    environments: outcomes.map(({ kind, judged, resources, took }) => ({
      kind,
      resources,
      verdicts: judged.length,
      milliseconds: Math.round(took),
    })),
    findings: found.filter(({ waiver }) => !waiver),
    waived: found.filter(({ waiver }) => waiver),
    dead: outcomes.flatMap(({ dead }) => dead.map(({ waiver: { rule, path }, because }) => ({ rule, path, because }))),
  };
}

/** Whether everything is in order: no finding that nobody accepts, no waiver that holds no longer. */
export const isClean = ({ findings, dead }: Report) => findings.length === 0 && dead.length === 0;

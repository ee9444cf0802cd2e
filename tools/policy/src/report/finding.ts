import type { Severity } from '../rules/rule';
import type { Scenario } from '../scenarios';
import type { Judged } from '../waivers/waiver';

/** The lines that make each construct, by its path, the innermost first. */
export type Locations = Readonly<Record<string, readonly string[]>>;

/** A finding as everybody is told it: what, where it is in AWS's words, in the program, and in the sources. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly scenario: Scenario;
  readonly address: string;
  readonly path: string;
  /** What is wrong. */
  readonly fault: string;
  readonly why: string;
  readonly fix: string;
  /** The line that makes the resource, then those that led there: `apps/data/src/content.ts:61`. Empty if nobody looked. */
  readonly lines: readonly string[];
  /** Why it is accepted. @default - it is not */
  readonly waiver?: { readonly reason: string; readonly owner: string; readonly expires: string };
}

export function findingOf(
  { rule, resource, fault, waiver }: Judged,
  scenario: Scenario,
  locations: Locations,
): Finding {
  const { id, severity, title, why, fix } = rule;
  const { address, path } = resource;
  return {
    rule: id,
    severity,
    title,
    scenario,
    address,
    path,
    fault: fault ?? '',
    why,
    fix,
    lines: locations[path] ?? [],
    ...(waiver && { waiver: { reason: waiver.reason, owner: waiver.owner, expires: waiver.expires } }),
  };
}

import type { Severity } from '../rules/rule';
import type { Scenario } from '../scenarios';
import type { Judged } from '../waivers/waiver';

/** The lines that create each construct, by its path, the innermost first. */
export type Locations = Readonly<Record<string, readonly string[]>>;

/** A finding for reports: the fault, and its place as an AWS address, in the program, and in the sources. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly scenario: Scenario;
  readonly address: string;
  readonly path: string;
  /** The fault. */
  readonly fault: string;
  readonly why: string;
  readonly fix: string;
  /**
   * The line that creates the resource, then its callers: `apps/data/src/content.ts:61`. Empty if they were not looked
   * up.
   */
  readonly lines: readonly string[];
  /** The waiver that accepts it. @default - none */
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

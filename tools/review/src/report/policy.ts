import type { PlaceFinding, PlanVerdict } from '@malinshopper/policy';

/** A finding or a waiver in use. One item lists all resources that it concerns. */
export interface PolicyItem {
  readonly finding: PlaceFinding;
  readonly where: readonly Where[];
}

/** A resource, and its places. */
export interface Where {
  readonly address: string;
  /** `staging/data` */
  readonly places: readonly string[];
}

/** The findings of the rules, the worst first. */
export interface PolicyItems {
  readonly refused: PlanVerdict['refused'];
  readonly findings: readonly PolicyItem[];
  readonly waivers: readonly PolicyItem[];
}

const order = ['critical', 'high', 'medium', 'low'];

export function policyItems({ refused, findings, waived }: PlanVerdict): PolicyItems {
  const worst = [...findings].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
  return {
    refused,
    findings: grouped(worst, ({ rule, fault, lines }) => [rule, fault, lines[0]].join('\n')),
    waivers: grouped(waived, ({ rule, waiver }) => [rule, waiver?.reason, waiver?.expires].join('\n')),
  };
}

/** The text if the rules ran without a finding. */
export const nothingWrong = 'The rules find no fault in the planned configuration.';
/** `2 waivers cover the changes` */
export const waiversTitle = (count: number): string =>
  `${count === 1 ? '1 waiver covers' : `${count} waivers cover`} the changes`;
export const notAsked = 'The rules were not run.';

function grouped(all: readonly PlaceFinding[], keyOf: (one: PlaceFinding) => string): PolicyItem[] {
  const groups = new Map<string, PlaceFinding[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()].map((some) => ({ finding: some[0]!, where: whereOf(some) }));
}

function whereOf(some: readonly PlaceFinding[]): Where[] {
  const addresses = [...new Set(some.map(({ address }) => address))];
  return addresses.map((address) => ({
    address,
    places: [...new Set(some.filter((one) => one.address === address).map(({ place }) => place))],
  }));
}

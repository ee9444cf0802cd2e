import type { PlaceFinding, PlanVerdict } from '@malinshopper/policy';

/** A finding, or a waiver that is used, once for all that it is about. */
export interface PolicyItem {
  readonly finding: PlaceFinding;
  readonly where: readonly Where[];
}

/** A resource, and where it is. */
export interface Where {
  readonly address: string;
  /** `staging/data` */
  readonly places: readonly string[];
}

/** What the rules say, the worst first. */
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

/** That nothing is wrong is said of what was asked alone. */
export const nothingWrong = 'The rules find nothing wrong in the configuration as it would be.';
/** `2 waivers cover what changes` */
export const waiversTitle = (count: number): string =>
  `${count === 1 ? '1 waiver covers' : `${count} waivers cover`} what changes`;
export const notAsked = 'The rules were not asked.';

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

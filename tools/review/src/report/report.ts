import type { PlanVerdict } from '@malinshopper/policy';
import { placeOf, type ReviewedApp } from '../record/record';
import { countsOf, faultOf, isNothing, noCounts, type Row } from './counts';
import { destructiveOf, type DeployedFrom, type Destructive } from './destructive';
import { effectsOf, type Effect } from './effects';
import type { Places } from './places';
import { rehearsalLines, type Rehearsal, type RehearsalLine } from '../rehearsal/rehearsal';

/** The input of a report: all of it comes from outside. */
export interface ReportInput {
  readonly apps: readonly ReviewedApp[];
  /** The apps that must be in the review, as `<environment>/<app>`, in the order in which they are shown. A missing one is an error. */
  readonly expected: readonly string[];
  /** By `<environment>/<app>`. */
  readonly places: Readonly<Record<string, Places>>;
  /** The source of the last deploy of an app, by `<environment>/<app>`: it shows the code of resources that the code no longer has. */
  readonly deployed?: Readonly<Record<string, DeployedFrom>>;
  /** The findings of the rules, and the waivers that the change uses. @default - the rules were not run, which is reported */
  readonly policy?: PlanVerdict;
  /** The outcomes of applying the change on an embedded AWS. @default - it was not tried, which is reported */
  readonly rehearsals?: readonly Rehearsal[];
  /** For each app, the owners that must approve its changes. */
  readonly owners: Readonly<Record<string, readonly string[]>>;
  /** The reasons why the review is out of date. @default - it is valid */
  readonly stale?: readonly string[];
}

/** An owner that must approve, with the apps. */
export interface Approver {
  readonly owner: string;
  readonly places: readonly string[];
}

/** The contents of a report, in any format. */
export interface Report {
  readonly rows: readonly Row[];
  readonly destructive: readonly Destructive[];
  readonly effects: readonly Effect[];
  readonly policy: ReportInput['policy'];
  readonly rehearsals: readonly RehearsalLine[];
  readonly approvers: readonly Approver[];
  /** Changed apps without an owner. */
  readonly withoutOwner: readonly string[];
  readonly stale: readonly string[];
  /** The apps themselves, in the order of the rows. */
  readonly apps: readonly ReviewedApp[];
  readonly places: ReportInput['places'];
}

export function reportOf(input: ReportInput): Report {
  const { apps, expected, places, deployed = {}, policy, rehearsals = [], owners, stale = [] } = input;
  const order = [...new Set([...expected, ...apps.map(placeOf)])];
  const byName = new Map<string, ReviewedApp[]>(order.map((name) => [name, []]));
  for (const one of apps) byName.get(placeOf(one))!.push(one);
  const sorted = order.flatMap((name) => byName.get(name) ?? []);
  const rows = order.map((name): Row => rowOf(name, byName.get(name) ?? []));
  const changing = rows.filter(({ state, counts }) => state === 'failed' || state === 'missing' || !isNothing(counts));
  return {
    rows,
    destructive: destructiveOf(sorted, places, deployed),
    effects: effectsOf(sorted),
    policy,
    rehearsals: rehearsalLines(sorted, rehearsals),
    approvers: approversOf(changing, owners),
    withoutOwner: changing.filter(({ app }) => ownersOf(owners, app).length === 0).map(placeOf),
    stale,
    apps: sorted,
    places,
  };
}

function rowOf(name: string, found: readonly ReviewedApp[]): Row {
  const [environment = '', app = ''] = name.split(/\/(?=[^/]*$)/);
  const [one, another] = found;
  if (!one) return { environment, app, state: 'missing', counts: noCounts, fault: 'there is no plan of it' };
  if (another)
    return { environment, app, state: 'failed', counts: noCounts, fault: 'there is more than one plan of it' };
  const fault = faultOf(one);
  const { kind } = one.result;
  return { environment, app, state: kind, counts: countsOf(one), ...(fault !== undefined && { fault }) };
}

const ownersOf = (owners: ReportInput['owners'], app: string) => (Object.hasOwn(owners, app) ? owners[app]! : []);

function approversOf(changing: readonly Row[], owners: ReportInput['owners']): Approver[] {
  const names = [...new Set(changing.flatMap(({ app }) => ownersOf(owners, app)))];
  return names.map((owner) => ({
    owner,
    places: changing.filter(({ app }) => ownersOf(owners, app).includes(owner)).map(placeOf),
  }));
}

/** True if all expected plans were read. If not, the program ends with an error. */
export const isWhole = ({ rows }: Pick<Report, 'rows'>): boolean =>
  rows.length > 0 && rows.every(({ fault }) => fault === undefined);

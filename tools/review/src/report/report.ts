import type { PlanVerdict } from '@malinshopper/policy';
import { placeOf, type ReviewedApp } from '../record/record';
import { countsOf, faultOf, isNothing, noCounts, type Row } from './counts';
import { destructiveOf, type DeployedFrom, type Destructive } from './destructive';
import { effectsOf, type Effect } from './effects';
import type { Places } from './places';
import { rehearsalLines, type Rehearsal, type RehearsalLine } from '../rehearsal/rehearsal';

/** What a report is made of: everything comes from outside. */
export interface ReportInput {
  readonly apps: readonly ReviewedApp[];
  /** What has to be in the review, as `<environment>/<app>`, in the order in which it is shown. What is missing is an error. */
  readonly expected: readonly string[];
  /** By `<environment>/<app>`. */
  readonly places: Readonly<Record<string, Places>>;
  /** What the last deploy of an app was made from, by `<environment>/<app>`: of what is not in the code any more, that says where it was. */
  readonly deployed?: Readonly<Record<string, DeployedFrom>>;
  /** What the rules say, and the waivers that the change uses. @default - they were not asked, which is said */
  readonly policy?: PlanVerdict;
  /** What came of applying the change on an embedded AWS. @default - it was not tried, which is said */
  readonly rehearsals?: readonly Rehearsal[];
  /** Who has to approve what an app changes, by the app. */
  readonly owners: Readonly<Record<string, readonly string[]>>;
  /** Why the review holds no longer. @default - it holds */
  readonly stale?: readonly string[];
}

/** One who has to approve, and for what. */
export interface Approver {
  readonly owner: string;
  readonly places: readonly string[];
}

/** What a reviewer is told, whatever it is shown in. */
export interface Report {
  readonly rows: readonly Row[];
  readonly destructive: readonly Destructive[];
  readonly effects: readonly Effect[];
  readonly policy: ReportInput['policy'];
  readonly rehearsals: readonly RehearsalLine[];
  readonly approvers: readonly Approver[];
  /** Apps that change and have no owner. */
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

/** Whether everything was read that has to be: otherwise the program ends with an error. */
export const isWhole = ({ rows }: Pick<Report, 'rows'>): boolean =>
  rows.length > 0 && rows.every(({ fault }) => fault === undefined);

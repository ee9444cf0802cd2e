import { lossesOf } from './effects/losses';
import { isNothing, isObject } from './effects/value';
import { deedOf, type Deed, type JudgedPlan, type PlannedChange } from './plan';
import type { Row } from './row';
import { rowOf, table } from './table';

/** Something that a plan takes away. */
export interface Refusal {
  readonly address: string;
  /** The attribute that would change. Absent if the whole resource would go. */
  readonly attribute?: string;
  /** `The plan would delete ...`, without the end of the sentence. */
  readonly why: string;
  /** The same, as what is let through: `is to be deleted, and holds data that is lost with it`. */
  readonly fault: string;
  /** What to do instead. */
  readonly instead: string;
  /** Whether a waiver may let it through. @default true */
  readonly waivable?: boolean;
}

const done: Readonly<Record<string, string>> = { delete: 'deleted', replace: 'replaced', forget: 'forgotten' };

/**
 * What a change of a plan takes away, as the table says of its type; what the table does not know, or the guard cannot read, is refused.
 * @param name the address, and the path of the construct where it is in the program
 */
export function refusalsOf(change: PlannedChange, plan: JudgedPlan, name: string): Refusal[] {
  const { address, type, mode, previous_address: previous, module_address: module } = change;
  const deed = deedOf(change.change.actions);
  const whole = (fault: string, instead: string): Refusal => ({
    ...{ address, why: `The plan would ${fault}`, fault, instead },
    waivable: false,
  });
  if (mode === 'data') return dataOf(change, whole);
  if (deed === undefined) {
    const actions = change.change.actions.join(' and ') || 'do nothing that it names';
    return [whole(`${actions} with ${name}, which the guard does not know`, 'Extend tools/policy/src/guard/plan.ts')];
  }
  if (previous !== undefined && typeOf(previous) !== type) {
    const fault = `move ${previous} to ${name}, a resource of another type, and nothing judges what stays of it`;
    return [whole(fault, 'Delete and make it in two changes')];
  }
  const row = rowOf(type);
  const gone = goes(change, deed, row, plan, name);
  if (gone.length > 0 || deed === 'nothing') return gone;
  if ((module !== undefined || address.startsWith('module.')) && deed !== 'delete')
    return [whole(`${deed} ${name} in a module, which the rules do not read`, 'Take it out of the module')];
  if (deed === 'create') return madeNew(change, row, plan, name);
  if (deed === 'update' || (deed === 'replace' && row?.mayBeReplaced === 'judged'))
    return inPlace(change, row, name, deed === 'replace').filter(
      // What the last deploy has left was judged then: to take back what was changed since by another way loses nothing (docs/drift.md).
      ({ attribute = '' }) => deed === 'replace' || !plan.isWayBack(change, attribute),
    );
  return [];
}

const typeOf = (address: string) => address.replace(/^(module\.[^.]+\.)*/, '').split('.')[0];

/** Data that is read takes nothing away, unless the reading runs a program. */
function dataOf({ type, address }: PlannedChange, whole: (fault: string, instead: string) => Refusal): Refusal[] {
  return type.startsWith('aws_') || type === 'terraform_remote_state'
    ? []
    : [whole(`read ${address}, and nothing judges what that does`, 'Read data of AWS and of other states alone')];
}

function goes(change: PlannedChange, deed: Deed, row: Row | undefined, plan: JudgedPlan, name: string): Refusal[] {
  if (deed !== 'delete' && deed !== 'replace' && deed !== 'forget') return [];
  const may = deed === 'delete' ? row?.mayGo : deed === 'replace' ? row?.mayBeReplaced : undefined;
  const isLate = deed === 'replace' && row?.madeFirst && change.change.actions[0] !== 'create';
  const verdict = isLate
    ? 'its successor has to be made first (create_before_destroy)'
    : may === undefined
      ? ''
      : may === 'judged' || may === true || may(change, plan);
  if (verdict === true || (deed !== 'forget' && goesWithWhole(change, row, plan))) return [];
  const does = row ? row.does || 'is made again from the program' : undefined;
  const lost =
    deed === 'forget'
      ? `${does ?? 'no row of the guard judges'}, and would stay in AWS where nothing looks after it`
      : (does ?? `no row of the guard judges: ${change.type} is not in its table`);
  const what = change.deposed === undefined ? name : `what a replacement has left of ${name}`;
  const detail = verdict === '' ? '' : `: ${verdict}`;
  return [
    {
      address: change.address,
      why: `The plan would ${deed} ${what}, which ${lost}${detail}`,
      fault: `is to be ${done[deed]}, and ${lost}${detail}`,
      instead: '',
    },
  ];
}

/** Whether what a resource belongs to is deleted as well: then that is what is lost, and is judged for both. */
function goesWithWhole({ change }: PlannedChange, row: Row | undefined, plan: JudgedPlan): boolean {
  const [attribute, type] = row?.partOf ?? [];
  const value = attribute === undefined ? undefined : change.before?.[attribute];
  return !isNothing(value) && plan.changes.some((one) => one.type === type && isDeleted(one) && isNamed(one, value));
}
const isDeleted = ({ change, deposed }: PlannedChange) =>
  deposed === undefined && ['delete', 'replace'].includes(deedOf(change.actions) ?? '');
const isNamed = ({ change }: PlannedChange, value: unknown, when: 'before' | 'after' = 'before') =>
  !isNothing(value) &&
  ['id', 'arn', 'name', 'bucket', 'key_id', 'zone_id'].some((name) => change[when]?.[name] === value);

function inPlace(change: PlannedChange, row: Row | undefined, name: string, isNew: boolean): Refusal[] {
  return lossesOf(change, row, isNew).map(({ attribute, fault, instead }) => ({
    address: change.address,
    attribute,
    why: `The plan would change ${name}${row?.does ? `, which ${row.does}` : ''}: ${fault}`,
    fault: `is to be changed: ${fault}`,
    instead,
  }));
}

/** What a new resource changes of another one that stands. */
function madeNew(change: PlannedChange, row: Row | undefined, plan: JudgedPlan, name: string): Refusal[] {
  const { address, type } = change;
  const refused = (fault: string, instead: string): Refusal => ({
    ...{ address, why: `The plan would create ${name}: ${fault}`, fault: `is to be made: ${fault}`, instead },
  });
  const verdict = row?.new?.(change, plan) ?? true;
  if (verdict !== true) return [refused(verdict, 'Leave out what is named')];
  if (!row) {
    const whole = wholeOf(type);
    if (whole === undefined || isMadeWith(change, plan)) return [];
    const fault = `${type} changes ${whole}, and no row of the guard judges how`;
    return [refused(fault, 'Have the guard judge it: add a row for its type (tools/policy/src/guard/table)')];
  }
  if (!row.sets || isImported(change) || isMadeWith(change, plan) || isFirst(change, row, plan)) return [];
  return inPlace({ ...change, change: { ...change.change, before: undefined } }, settable(row), name, true).map(
    ({ why, ...rest }) => ({ ...rest, why: why.replace('The plan would change', 'The plan would create') }),
  );
}

/** What a new one belongs to is said by it, and is no change. */
const settable = (row: Row): Row => ({
  ...row,
  attributes: Object.fromEntries(Object.entries(row.attributes).filter(([name]) => !row.sets?.includes(name))),
});
const isImported = ({ change }: PlannedChange) => !isNothing(change.importing);

/** What a type that no row judges is a part of, by its name; undefined if it stands by itself. */
function wholeOf(type: string): string | undefined {
  if (!type.startsWith('aws_')) return 'what the guard does not know';
  const owner = Object.keys(table).find((known) => type.startsWith(`${known}_`));
  if (owner) return `an ${owner}`;
  return settings.test(type) ? 'what stands' : undefined;
}

/** The ends and beginnings of types that change something else (Terraform Registry, AWS provider 5.100.0). */
const settings =
  /_(policy|policies|attachment|attachments|exclusive|configuration|configurations|settings|preferences|lock|lifecycle|hook|association|invocation|acl|acls|default\w*|access_block|block\w*|deletion|state|grant|permission|options?|status|action|accepter|invitation|registration|replication|membership|alias)$|^aws_(default|account|s3control|organizations|network_acl|ssoadmin)_?/;

/** Whether what a new one belongs to is made, or taken over, by the same plan. */
function isMadeWith({ address, type, change }: PlannedChange, plan: JudgedPlan): boolean {
  const { partOf: [link, whole] = [], sets: [set] = [] } = rowOf(type) ?? {};
  const isLink = (name: string) => (rowOf(type) ? name === (link ?? set) : links.test(name) && !usedOnly.test(name));
  const owner = rowOf(type) ? whole : Object.keys(table).find((known) => type.startsWith(`${known}_`));
  const made = plan.changes.filter(
    (one) =>
      one.address !== address &&
      (owner === undefined || one.type === owner) &&
      (deedOf(one.change.actions) === 'create' || isImported(one)),
  );
  const unknown = isObject(change.after_unknown) ? change.after_unknown : {};
  const isOfMade = ([name, value]: [string, unknown]) =>
    isLink(name) && made.some((one) => isNamed(one, value, 'after'));
  if (Object.entries(change.after ?? {}).some(isOfMade)) return true;
  return Object.keys(unknown)
    .filter((name) => isLink(name) && unknown[name] === true)
    .some((name) => plan.references(address, name).some((reference) => made.some((one) => one.address === reference)));
}
/** Attributes that name what something belongs to, */
const links = /^(bucket|user|group|rule|repository|function_name|\w+_(id|arn|name|url))$/;
/** and those that name what it uses. */
const usedOnly = /role|kms|source|destination|target_bucket/;

/**
 * Whether it is the first of its type for what it belongs to, and that stands in the same plan: a deploy that was cut off has left it
 * out. A second one would take the place of the first.
 */
function isFirst({ type, change, address }: PlannedChange, row: Row, { changes }: JudgedPlan): boolean {
  const [attribute, whole] = row.partOf ?? [];
  const value = attribute === undefined ? undefined : change.after?.[attribute];
  if (!row.oneEach || attribute === undefined || isNothing(value)) return false;
  const owned = changes.some(
    (one) => one.type === whole && isNamed(one, value) && deedOf(one.change.actions) === 'nothing',
  );
  const others = changes.some(
    (one) =>
      one.type === type &&
      one.address !== address &&
      [one.change.before, one.change.after].some((it) => it?.[attribute] === value),
  );
  return owned && !others;
}

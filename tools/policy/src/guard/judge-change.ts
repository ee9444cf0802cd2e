import { lossesOf } from './effects/losses';
import { isNothing, isObject } from './effects/value';
import { deedOf, type Deed, type JudgedPlan, type PlannedChange } from './plan';
import type { Row } from './row';
import { rowOf, table } from './table';

/** A change of a plan that the guard refuses. */
export interface Refusal {
  readonly address: string;
  /** The attribute that would change. Absent if the whole resource would be removed. */
  readonly attribute?: string;
  /** `The plan would delete ...`, without the end of the sentence. */
  readonly why: string;
  /** The same, for a waived change: `is to be deleted, and holds data that is lost with it`. */
  readonly fault: string;
  /** The recommendation. */
  readonly instead: string;
  /** True if a waiver can permit it. @default true */
  readonly waivable?: boolean;
}

const done: Readonly<Record<string, string>> = { delete: 'deleted', replace: 'replaced', forget: 'forgotten' };

/**
 * The refusals of a change in a plan, by the table row of its type. A change that the table does not know, or that the
 * guard cannot read, is refused.
 * @param name the address, and the path of the construct if it is in the program
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
    return [whole(fault, 'Delete and create it in two changes')];
  }
  const row = rowOf(type);
  const gone = goes(change, deed, row, plan, name);
  if (gone.length > 0 || deed === 'nothing') return gone;
  if ((module !== undefined || address.startsWith('module.')) && deed !== 'delete')
    return [whole(`${deed} ${name} in a module, which the rules do not read`, 'Move it out of the module')];
  if (deed === 'create') return madeNew(change, row, plan, name);
  if (deed === 'update' || (deed === 'replace' && row?.mayBeReplaced === 'judged'))
    return inPlace(change, row, name, deed === 'replace').filter(
      // The state after the last deploy was judged then: reverting a later drift loses nothing (docs/drift.md).
      ({ attribute = '' }) => deed === 'replace' || !plan.isRevert(change, attribute),
    );
  return [];
}

const typeOf = (address: string) => address.replace(/^(module\.[^.]+\.)*/, '').split('.')[0];

/** Reading a data source removes nothing, unless the reading runs a program. */
function dataOf({ type, address }: PlannedChange, whole: (fault: string, instead: string) => Refusal): Refusal[] {
  return type.startsWith('aws_') || type === 'terraform_remote_state'
    ? []
    : [whole(`read ${address}, and nothing judges the effect`, 'Read only data of AWS and of other states')];
}

function goes(change: PlannedChange, deed: Deed, row: Row | undefined, plan: JudgedPlan, name: string): Refusal[] {
  if (deed !== 'delete' && deed !== 'replace' && deed !== 'forget') return [];
  const may = deed === 'delete' ? row?.mayGo : deed === 'replace' ? row?.mayBeReplaced : undefined;
  const isLate = deed === 'replace' && row?.madeFirst && change.change.actions[0] !== 'create';
  const verdict = isLate
    ? 'its successor has to be created first (create_before_destroy)'
    : may === undefined
      ? ''
      : may === 'judged' || may === true || may(change, plan);
  if (verdict === true || (deed !== 'forget' && goesWithWhole(change, row, plan))) return [];
  const does = row ? row.does || 'is created again from the program' : undefined;
  const lost =
    deed === 'forget'
      ? `${does ?? 'no row of the guard judges'}, and would stay in AWS without Terraform`
      : (does ?? `no row of the guard judges: ${change.type} is not in its table`);
  const what = change.deposed === undefined ? name : `the object that a replacement has left of ${name}`;
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

/** True if the resource that it belongs to is deleted as well: the loss of that one is judged for both. */
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

/** Judges the effect of a new resource on another, existing one. */
function madeNew(change: PlannedChange, row: Row | undefined, plan: JudgedPlan, name: string): Refusal[] {
  const { address, type } = change;
  const refused = (fault: string, instead: string): Refusal => ({
    ...{ address, why: `The plan would create ${name}: ${fault}`, fault: `is to be made: ${fault}`, instead },
  });
  const verdict = row?.new?.(change, plan) ?? true;
  if (verdict !== true) return [refused(verdict, 'Remove this setting')];
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

/** The attributes that refer to the owner of a resource are not settings of the owner. */
const settable = (row: Row): Row => ({
  ...row,
  attributes: Object.fromEntries(Object.entries(row.attributes).filter(([name]) => !row.sets?.includes(name))),
});
const isImported = ({ change }: PlannedChange) => !isNothing(change.importing);

/** The owner of a type without a row, by its name. Undefined if it belongs to no other resource. */
function wholeOf(type: string): string | undefined {
  if (!type.startsWith('aws_')) return 'a resource that the guard does not know';
  const owner = Object.keys(table).find((known) => type.startsWith(`${known}_`));
  if (owner) return `an ${owner}`;
  return settings.test(type) ? 'an existing resource' : undefined;
}

/** The suffixes and prefixes of types that change another resource (Terraform Registry, AWS provider 5.100.0). */
const settings =
  /_(policy|policies|attachment|attachments|exclusive|configuration|configurations|settings|preferences|lock|lifecycle|hook|association|invocation|acl|acls|default\w*|access_block|block\w*|deletion|state|grant|permission|options?|status|action|accepter|invitation|registration|replication|membership|alias)$|^aws_(default|account|s3control|organizations|network_acl|ssoadmin)_?/;

/** True if the owner of a new resource is created, or imported, by the same plan. */
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
/** Attributes that name the owner of a resource, */
const links = /^(bucket|user|group|rule|repository|function_name|\w+_(id|arn|name|url))$/;
/** and those that name a resource it uses. */
const usedOnly = /role|kms|source|destination|target_bucket/;

/**
 * True if it is the first of its type for its owner, and the owner is in the same plan: an interrupted deploy has left
 * it out. A second one would replace the first.
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

// All the rules are not loaded for it.
import { stateful } from '@malinshopper/policy/stateful';
import { show } from '../difference/show';
import { placeOf, type ReviewedApp, type ReviewedChange } from '../record/record';
import { isMembers, isUnknown, type Value } from '../value/value';
import { isPossible } from './counts';
import { placeAt, type Place, type Places } from './places';

/** Something that goes, or is made anew. */
export interface Destructive {
  readonly environment: string;
  readonly app: string;
  readonly address: string;
  readonly type: string;
  /** `forget`: it stays in AWS, and Terraform knows it no more. */
  readonly action: 'destroy' | 'replace' | 'possible replace' | 'forget';
  /** Why, in words; its values are quoted. */
  readonly why: string;
  /** What it holds or does that ends with it. Absent if it can be made again. */
  readonly holds?: string;
  /** What stands in the way of the loss, or `none`; and what makes it worse. */
  readonly protection: readonly string[];
  readonly place?: Place;
  /** The code that it was last deployed from, where this code has it no more. */
  readonly deployed?: DeployedFrom;
}

/** What an app was last deployed from. */
export interface DeployedFrom {
  readonly commit: string;
  /** Whether the folder was as that commit has it. */
  readonly clean: boolean;
  /** ISO 8601. */
  readonly at: string;
}

/** Why an action, in Terraform's words and in ours (hashicorp/terraform, internal/command/jsonplan/plan.go). */
const reasons: Readonly<Record<string, string>> = {
  replace_because_cannot_update: 'cannot be changed in place',
  replace_because_tainted: 'it is tainted: it was not made to the end',
  replace_by_request: 'its replacement was asked for (-replace)',
  replace_by_triggers: 'something that it is to be replaced with changes (replace_triggered_by)',
  delete_because_no_resource_config: 'it was removed from the code',
  delete_because_wrong_repetition: 'count or for_each has come or gone',
  delete_because_count_index: 'its index is beyond count',
  delete_because_each_key: 'its key is not in for_each any more',
  delete_because_no_module: 'its module was removed from the code',
  delete_because_no_move_target: 'it was moved to what is not in the code',
};

/** What is certain comes before what is possible, what holds data before what does not, what is destroyed before what is made anew. */
const ranks = { destroy: 0, replace: 1, forget: 4, 'possible replace': 8 } as const satisfies Record<
  Destructive['action'],
  number
>;

/** All that goes or is made anew, the worst first. */
export function destructiveOf(
  apps: readonly ReviewedApp[],
  places: Readonly<Record<string, Places>>,
  deployed: Readonly<Record<string, DeployedFrom>>,
): Destructive[] {
  const all = apps.flatMap((one) => {
    if (one.result.kind !== 'planned') return [];
    const changes: readonly ReviewedChange[] = one.result.changes;
    return changes
      .filter(({ action }) => ['delete', 'replace', 'forget'].includes(action))
      .map((change) => {
        const place = placeAt(places[placeOf(one)], change.address);
        const from = Object.hasOwn(deployed, placeOf(one)) ? deployed[placeOf(one)] : undefined;
        return { ...destructive(one, change, place), ...(!place && from && { deployed: from }) };
      });
  });
  const rank = (one: Destructive) => ranks[one.action] + (one.holds === undefined ? 2 : 0);
  return all.sort((one, other) => rank(one) - rank(other));
}

function destructive({ environment, app }: ReviewedApp, change: ReviewedChange, place: Place | undefined): Destructive {
  const { address, type, action, deposed, before } = change;
  const does =
    action === 'delete'
      ? 'destroy'
      : action === 'forget'
        ? 'forget'
        : isPossible(change)
          ? 'possible replace'
          : 'replace';
  const { [type]: kind } = Object.hasOwn(stateful, type) ? stateful : {};
  return {
    environment,
    app,
    address: deposed === undefined ? address : `${address} (deposed ${deposed})`,
    type,
    action: does,
    why: whyOf(change),
    // What a replacement has left behind is empty: its successor has taken over.
    ...(kind && deposed === undefined && { holds: kind.does }),
    protection: protectionOf(before, place, does),
    ...(place && { place }),
  };
}

function whyOf({ reason, replacePaths = [], onlyIf = [], before, after, deposed, order }: ReviewedChange): string {
  if (deposed !== undefined) return 'it was left over by a replacement that did not end';
  const said = reason === undefined ? '' : Object.hasOwn(reasons, reason) ? reasons[reason]! : reason;
  const paths = replacePaths.map((path) => {
    const [was, is] = [at(before, path), at(after, path)];
    return `${path.join('.')} ${show(was)} → ${show(is)}`;
  });
  const because = paths.length > 0 ? `${paths.join(', ')}, which ${said}` : said;
  return [
    because,
    ...(onlyIf.length > 0 ? [`only if ${onlyIf.join(' or ')} changes`] : []),
    ...(order === 'create-forget' ? ['the old one stays in AWS, and Terraform forgets it'] : []),
  ]
    .filter(Boolean)
    .join('; ');
}

const guards = [
  'deletion_protection',
  'enable_deletion_protection',
  'deletion_protection_enabled',
  'disable_api_termination',
];

function protectionOf(before: Value | undefined, place: Place | undefined, does: Destructive['action']): string[] {
  if (does === 'forget') return [];
  const is = (name: string, value: boolean) => isMembers(before) && before[name] === value;
  const guarded = [
    ...(place?.preventDestroy ? ['prevent_destroy: Terraform refuses it'] : []),
    ...(guards.some((name) => is(name, true))
      ? ['deletion protection: AWS refuses it, and the deploy stops there']
      : []),
    ...(is('skip_final_snapshot', false) ? ['a final snapshot is made'] : []),
  ];
  return [
    ...(guarded.length > 0 ? guarded : ['none']),
    ...(is('skip_final_snapshot', true) ? ['no final snapshot is made'] : []),
    ...(is('force_destroy', true) ? ['all that is in it goes with it (force_destroy)'] : []),
  ];
}

function at(value: Value | undefined, path: readonly (string | number)[]): Value | undefined {
  let found = value;
  for (const step of path) {
    if (isUnknown(found) || typeof found !== 'object' || found === null) return found;
    found = (found as Readonly<Record<string, Value>>)[step];
  }
  return found;
}

// Imported alone, so that the rules are not loaded.
import { stateful } from '@malinshopper/policy/stateful';
import { show } from '../difference/show';
import { placeOf, type ReviewedApp, type ReviewedChange } from '../record/record';
import { isMembers, isUnknown, type Value } from '../value/value';
import { isPossible } from './counts';
import { placeAt, type Place, type Places } from './places';

/** A resource that is deleted, or replaced. */
export interface Destructive {
  readonly environment: string;
  readonly app: string;
  readonly address: string;
  readonly type: string;
  /** `forget`: it stays in AWS, and Terraform no longer manages it. */
  readonly action: 'destroy' | 'replace' | 'possible replace' | 'forget';
  /** The reason, in words; its values are quoted. */
  readonly why: string;
  /** The data or function that is lost with it. Absent if it can be made again. */
  readonly holds?: string;
  /** Protection against the loss, or `none`; and settings that make it worse. */
  readonly protection: readonly string[];
  readonly place?: Place;
  /** The code of the last deploy, if the present code no longer contains the app. */
  readonly deployed?: DeployedFrom;
}

/** The source of the last deploy of an app. */
export interface DeployedFrom {
  readonly commit: string;
  /** True if the folder equalled that commit. */
  readonly clean: boolean;
  /** ISO 8601. */
  readonly at: string;
}

/** The reasons for an action, by Terraform's names (hashicorp/terraform, internal/command/jsonplan/plan.go). */
const reasons: Readonly<Record<string, string>> = {
  replace_because_cannot_update: 'cannot be changed in place',
  replace_because_tainted: 'it is tainted: its creation was not completed',
  replace_by_request: 'its replacement was requested (-replace)',
  replace_by_triggers: 'a resource that triggers its replacement changes (replace_triggered_by)',
  delete_because_no_resource_config: 'it was removed from the code',
  delete_because_wrong_repetition: 'count or for_each was added or removed',
  delete_because_count_index: 'its index is beyond count',
  delete_because_each_key: 'its key is not in for_each any more',
  delete_because_no_module: 'its module was removed from the code',
  delete_because_no_move_target: 'it was moved to an address that is not in the code',
};

/**
 * The order of destructive changes: certain before possible changes, resources with data before resources without data,
 * destroyed before replaced resources.
 */
const ranks = { destroy: 0, replace: 1, forget: 4, 'possible replace': 8 } as const satisfies Record<
  Destructive['action'],
  number
>;

/** All resources that are deleted or replaced, the worst first. */
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
    // A deposed object is empty: its successor has taken over.
    ...(kind && deposed === undefined && { holds: kind.does }),
    protection: protectionOf(before, place, does),
    ...(place && { place }),
  };
}

function whyOf({ reason, replacePaths = [], onlyIf = [], before, after, deposed, order }: ReviewedChange): string {
  if (deposed !== undefined) return 'it was left over by a replacement that was cut off';
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
    ...(is('force_destroy', true) ? ['its contents are deleted with it (force_destroy)'] : []),
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

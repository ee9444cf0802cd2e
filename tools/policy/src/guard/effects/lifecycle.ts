import type { Direction } from './direction';
import { isNothing, isObject, isSame, listOf } from './value';

type Raw = Readonly<Record<string, unknown>>;

/** The expiry of objects in a rule of a lifecycle, in days. */
interface Ends {
  readonly id: string;
  /** The prefix of its filter. Undefined if the filter contains more than a prefix. */
  readonly prefix: string | undefined;
  readonly filter: unknown;
  readonly current: number;
  readonly noncurrent: number;
  /** The number of noncurrent versions that stay whatever their age. */
  readonly versions: number;
  readonly moves: unknown;
}

const blocks = (rule: Raw, name: string) => listOf(rule[name]).filter(isObject);
const least = (all: readonly number[]) => Math.min(Infinity, ...all);

function endsOf(rule: Raw): Ends {
  const filters = blocks(rule, 'filter');
  const others = filters.some((one) =>
    Object.entries(one).some(([name, value]) => name !== 'prefix' && !isNothing(value)),
  );
  const noncurrent = blocks(rule, 'noncurrent_version_expiration');
  return {
    id: String(rule['id']),
    prefix: others ? undefined : String(filters[0]?.['prefix'] ?? rule['prefix'] ?? ''),
    filter: filters,
    // A date removes all objects at once.
    current: least(
      blocks(rule, 'expiration').map(({ date, days, expired_object_delete_marker: marker }) =>
        isNothing(date) ? Number(days) || (marker === true ? Infinity : isNothing(days) ? Infinity : 0) : 0,
      ),
    ),
    noncurrent: least(noncurrent.map(({ noncurrent_days: days }) => Number(days) || 0)),
    versions: least(noncurrent.map(({ newer_noncurrent_versions: versions }) => Number(versions) || 0)),
    moves: [...blocks(rule, 'transition'), ...blocks(rule, 'noncurrent_version_transition')],
  };
}

const enabled = (value: unknown) =>
  listOf(value)
    .filter(isObject)
    .filter(({ status }) => status !== 'Disabled')
    .map(endsOf);

/** The attributes of a rule (Terraform Registry, aws_s3_bucket_lifecycle_configuration). */
const known = new Set([
  ...['id', 'status', 'prefix', 'filter', 'abort_incomplete_multipart_upload', 'expiration', 'transition'],
  ...['noncurrent_version_expiration', 'noncurrent_version_transition'],
]);

/** Versions of replaced lock objects of states are worthless: they expire after a day (tools/terraform). */
const isLock = ({ prefix }: Ends) => prefix?.endsWith('.tfstate.tflock') ?? false;

/** True if an old rule removes everything that a new one would, and as soon. */
const isAsSoon = (old: Ends, next: Ends) =>
  (isSame(old.filter, next.filter) ||
    (old.prefix !== undefined && next.prefix !== undefined && next.prefix.startsWith(old.prefix))) &&
  old.current <= next.current &&
  old.noncurrent <= next.noncurrent &&
  (next.noncurrent === Infinity || old.noncurrent < next.noncurrent || old.versions <= next.versions) &&
  (isNothing(next.moves) || isSame(old.moves, next.moves));

const takesNothing = ({ current, noncurrent, moves }: Ends) =>
  current === Infinity && noncurrent === Infinity && isNothing(moves);

/** Rules of a lifecycle: no object may be removed, or be moved to a slow storage class, sooner than now. */
export const lasts = (loses: string): Direction => ({
  may: 'may only keep objects and versions as long as now or longer',
  loses,
  instead: () => 'Leave its days as they are, or raise them',
  allows: (before, after) => {
    const strange = listOf(after).flatMap((rule) => (isObject(rule) ? Object.keys(rule) : ['an invalid block']));
    const unknown = strange.filter((name) => !known.has(name));
    if (unknown.length > 0) return `nothing judges ${unknown.join(', ')}`;
    if (isNothing(after)) return 'no rule would be left, and objects would accumulate for ever';
    const was = enabled(before);
    const sooner = enabled(after).filter(
      (next) =>
        !takesNothing(next) && !(isLock(next) && next.current === Infinity) && !was.some((old) => isAsSoon(old, next)),
    );
    return (
      sooner.length === 0 ||
      sooner.map(({ id, prefix }) => `rule ${id} would remove ${prefix ? `${prefix}*` : 'objects'} sooner`).join(', ')
    );
  },
});

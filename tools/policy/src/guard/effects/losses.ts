import type { PlannedChange } from '../plan';
import type { Row } from '../row';
import type { Direction } from './direction';
import { hasUnknown, inWords, isNothing, isObject, isSame, listOf, unknownNames } from './value';

/** An attribute that would change in a way that the guard does not let through. */
export interface Loss {
  /** Its path: `versioning_configuration.status`. */
  readonly attribute: string;
  /** From what to what, and why not, in words. */
  readonly fault: string;
  /** What to do instead. */
  readonly instead: string;
}

interface Place {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** `true` where the new value, or a part of it, is known after the apply only. */
  readonly unknown: unknown;
  readonly secret: boolean;
  /** Whether Terraform takes it over by this plan. */
  readonly imported: boolean;
}

/** What AWS makes up, and what stands again in other attributes. */
const made = new Set(['id', 'arn', 'tags', 'tags_all', 'region']);

/**
 * What a change takes away of a resource, attribute by attribute: what no row judges is refused, and so is what a judged attribute will be
 * only after the apply.
 * @param row of its type. @default - none: every change of it is unjudged
 */
export function lossesOf({ type, change }: PlannedChange, row: Row | undefined, isNew = false): Loss[] {
  const { before, after, after_unknown: unknown, before_sensitive: was, after_sensitive: is } = change;
  const unknowns = isObject(unknown) ? unknown : {};
  const imported = !isNothing(change.importing);
  const names = new Set([before, after, unknowns].flatMap((values) => Object.keys(values ?? {})));
  return [...names].flatMap((name) => {
    const secret = [was, is].some((marks) => isObject(marks) && hasUnknown(marks[name]));
    const place = {
      path: name,
      before: before?.[name],
      after: after?.[name],
      unknown: unknowns[name],
      secret,
      imported,
    };
    const isMade = made.has(name) && !Object.hasOwn(row?.attributes ?? {}, name);
    return isMade ? [] : lossesAt(place, type, row, isNew);
  });
}

/** @param whole the direction of the block that it stands in, for what has none of its own */
function lossesAt(place: Place, type: string, row: Row | undefined, isNew: boolean, whole?: Direction): Loss[] {
  const { path, before, after, unknown } = place;
  if (!hasUnknown(unknown) && isSame(before, after)) return [];
  const attributes = row?.attributes ?? {};
  const direction = Object.hasOwn(attributes, path) ? attributes[path] : whole;
  const blocks = Object.keys(attributes).some((other) => other.startsWith(`${path}.`))
    ? [before, after, unknown].map(blockOf)
    : [];
  if (blocks.length > 0 && blocks.every((block) => block !== undefined)) {
    const [was, is, later] = blocks;
    const names = new Set(blocks.flatMap((block) => Object.keys(block)));
    return [...names].flatMap((name) => {
      const inner = {
        ...place,
        path: `${path}.${name}`,
        before: was?.[name],
        after: is?.[name],
        unknown: later?.[name],
      };
      return lossesAt(inner, type, row, isNew, direction);
    });
  }
  if (direction) return judged(place, direction);
  // What AWS makes up of a new one is not said beforehand, nor is what is left out.
  if (isNew && (hasUnknown(unknown) || isNothing(after))) return [];
  return [
    {
      attribute: path,
      fault: `no row of the guard judges ${type}.${path}${changed(place)}`,
      instead:
        'Leave it as it is, or have the guard judge it: add it to the row of its type (tools/policy/src/guard/table)',
    },
  ];
}

/** A block that stands once at most, as its members; undefined if it is something else. */
function blockOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (isNothing(value) || value === false) return {};
  if (isObject(value)) return value;
  const all = listOf(value);
  return all.length === 1 && isObject(all[0]) ? all[0] : undefined;
}

function judged(place: Place, direction: Direction): Loss[] {
  const { path, before, after, unknown, imported } = place;
  const { may, loses, instead, allows, allowsImported = allows, mayBeUnknown = false } = direction;
  const later = unknownNames(unknown).filter((name) => !(Array.isArray(mayBeUnknown) && mayBeUnknown.includes(name)));
  if (later.length > 0) {
    if (mayBeUnknown === true) return [];
    const fault = `${path} would be known after the apply only; it ${may}, or this is lost: ${loses}`;
    return [{ attribute: path, fault, instead: 'Write down its value, or deploy first what it comes from' }];
  }
  const verdict = (imported ? allowsImported : allows)(before, after);
  if (verdict === true) return [];
  const detail = typeof verdict === 'string' && !place.secret ? `: ${verdict}` : '';
  return [
    {
      attribute: path,
      fault: `${path}${changed(place)}${detail}. It ${may}, or this is lost: ${loses}`,
      instead: place.secret ? 'Leave it as it is' : instead(before),
    },
  ];
}

const changed = ({ before, after, unknown, secret }: Place) =>
  secret
    ? ', a secret value'
    : ` from ${inWords(before)} to ${hasUnknown(unknown) ? 'what is known after the apply' : inWords(after)}`;

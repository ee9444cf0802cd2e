import type { PlannedChange } from '../plan';
import type { Row } from '../row';
import type { Direction } from './direction';
import { hasUnknown, inWords, isNothing, isObject, isSame, listOf, unknownNames } from './value';

/** A change of an attribute that the guard refuses. */
export interface Loss {
  /** Its path: `versioning_configuration.status`. */
  readonly attribute: string;
  /** Describes the values before and after, and the reason. */
  readonly fault: string;
  /** The recommendation. */
  readonly instead: string;
}

interface Place {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** `true` if the new value, or a part of it, is unknown until the apply. */
  readonly unknown: unknown;
  readonly secret: boolean;
  /** True if Terraform imports the resource by this plan. */
  readonly imported: boolean;
}

/** Values that AWS generates, and values that repeat other attributes. */
const made = new Set(['id', 'arn', 'tags', 'tags_all', 'region']);

/**
 * The losses by a change of a resource, attribute by attribute. An attribute without a row is refused, and so is a
 * judged attribute with a value that is unknown until the apply.
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

/** @param whole the direction of the surrounding block, for attributes without their own */
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
  // The generated values of a new resource are unknown before the apply, and unset ones have no effect.
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

/** A block that occurs at most once, as its members. Undefined for any other value. */
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
    const fault = `${path} would be unknown until the apply; it ${may}, or this is lost: ${loses}`;
    return [
      {
        attribute: path,
        fault,
        instead: 'Set a literal value, or first deploy the resource that the value comes from',
      },
    ];
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
    : ` from ${inWords(before)} to ${hasUnknown(unknown) ? 'a value that is unknown until the apply' : inWords(after)}`;

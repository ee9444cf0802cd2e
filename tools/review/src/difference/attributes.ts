import type { ReviewedChange } from '../record/record';
import {
  isList,
  isUnknown,
  keysOf,
  maskedOf,
  membersOf,
  nameOf,
  same,
  secretOf,
  type Members,
  type Value,
} from '../value/value';
import { listDifference } from './lists';
import { show } from './show';
import { textLines, type Line } from './text';

/** The change of an attribute. */
export interface AttributeDifference {
  /** `listener.port`, `ingress[name=web].cidr_blocks` */
  readonly path: string;
  /** In one line. Absent if it is added, or if there are lines. */
  readonly was?: string;
  /** The new value, if it fits on one line. Absent if the attribute is removed, or if `lines` has it. */
  readonly is?: string;
  /** Of a text, of JSON, or of the elements of a list. */
  readonly lines?: readonly Line[];
  /** The kind of the lines, if it is not obvious: `JSON`, `unpacked`, `only the order`. */
  readonly note?: string;
  /** True if it causes the replacement of the resource. */
  readonly forcesReplacement?: boolean;
}

type Change = Pick<ReviewedChange, 'type' | 'action' | 'before' | 'after' | 'replacePaths'>;

/** A text is compared once, however often it is shown. */
const told = new WeakMap<Change, AttributeDifference[]>();

/**
 * Returns the changed attributes of a resource. The list is empty for a destroyed resource, because the whole resource
 * is deleted.
 */
export function attributeDifferences(change: Change): AttributeDifference[] {
  const found = told.get(change) ?? differencesOf(change);
  told.set(change, found);
  return found;
}

function differencesOf({ type, action, before, after, replacePaths = [] }: Change): AttributeDifference[] {
  if (action === 'delete' || action === 'forget' || action === 'read') return [];
  const [was, is] = [membersOf(before) ?? {}, membersOf(after) ?? {}];
  const forces = new Set(replacePaths.map(([first]) => String(first)));
  const names = keysOf(was, is);
  const computed = names.filter((name) => isUnknown(is[name]) && !forces.has(nameOf(name)) && action !== 'update');
  const found = names
    .filter((name) => !computed.includes(name) && !isTold(name, was, is))
    .flatMap((name) => {
      const all = new Differences(type).of(nameOf(name), [nameOf(name)], was[name], is[name]);
      return forces.has(nameOf(name)) ? all.map((one) => ({ ...one, forcesReplacement: true })) : all;
    });
  const first = found.filter((one) => one.forcesReplacement);
  const others = found.filter((one) => !one.forcesReplacement);
  const last = computed.length > 0 ? [{ path: 'known after apply', is: computed.map(nameOf).join(', ') }] : [];
  return [...first, ...others, ...last];
}

/** The change of the value of an output. */
export function outputDifferences(
  name: string,
  before: Value | undefined,
  after: Value | undefined,
): AttributeDifference[] {
  return new Differences('output').of(name, [name], before, after);
}

/** `tags_all` are the tags of the resource and those of its provider: changes that `tags` contains already are left out. */
function isTold(name: string, was: Members, is: Members): boolean {
  return name === 'tags_all' && !same(was['tags'], is['tags']);
}

class Differences {
  constructor(private readonly type: string) {}

  of(path: string, names: readonly string[], was: Value | undefined, is: Value | undefined): AttributeDifference[] {
    if (same(was ?? null, is ?? null)) return [];
    if (secretOf(was) !== undefined || secretOf(is) !== undefined || isUnknown(is)) return [oneLine(path, was, is)];
    const text = textLines(was, is);
    if (text) return [{ path, lines: text.lines, ...noteOf(text.what, was, is) }];
    const [oldList, newList] = [isList(was) ? was : undefined, isList(is) ? is : undefined];
    if ((oldList && (newList || isNothing(is))) || (newList && isNothing(was))) {
      return this.ofLists(path, names, oldList ?? [], newList ?? []);
    }
    const [before, after] = [membersOf(was), membersOf(is)];
    if ((before && (after || isNothing(is))) || (after && isNothing(was)))
      return this.ofMembers(path, names, before ?? {}, after ?? {});
    return [oneLine(path, was, is)];
  }

  private ofMembers(path: string, names: readonly string[], was: Members, is: Members): AttributeDifference[] {
    return keysOf(was, is).flatMap((key) => {
      const name = nameOf(key);
      return this.of(
        /^\w[\w-]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`,
        [...names, name],
        was[key],
        is[key],
      );
    });
  }

  private ofLists(
    path: string,
    names: readonly string[],
    was: readonly Value[],
    is: readonly Value[],
  ): AttributeDifference[] {
    // A block that occurs at most once: the index adds nothing.
    if (was.length <= 1 && is.length <= 1 && [...was, ...is].every((one) => membersOf(one)))
      return this.ofMembers(path, names, membersOf(was[0]) ?? {}, membersOf(is[0]) ?? {});
    const { removed, added, changed, reordered } = listDifference(this.type, names, was, is);
    if (reordered) return [{ path, was: show(was), is: show(is), note: 'only the order' }];
    const lines = [
      ...removed.map((one): Line => ({ sign: '-', text: show(one) })),
      ...added.map((one): Line => ({ sign: '+', text: show(one) })),
    ];
    return [
      ...(lines.length > 0 ? [{ path, lines }] : []),
      ...changed.flatMap((one) => this.of(`${path}[${one.name}]`, names, one.was, one.is)),
    ];
  }
}

const isNothing = (value: Value | undefined) => value === null || value === undefined;

function oneLine(path: string, was: Value | undefined, is: Value | undefined): AttributeDifference {
  const bothHidden = secretOf(was) !== undefined && secretOf(is) !== undefined && !isUnknown(secretOf(is));
  if (bothHidden) return { path, was: show(was), is: '(sensitive, another one)' };
  return { path, ...(!isNothing(was) && { was: show(was) }), ...(!isNothing(is) && { is: show(is) }) };
}

/** Without this note, the lines before and after would be equal if only a hidden part has changed. */
function noteOf(what: string, was: Value | undefined, is: Value | undefined): { note?: string } {
  if (maskedOf(was) && maskedOf(is) && maskedOf(was)!.text === maskedOf(is)!.text)
    return { note: 'only a part that is sensitive' };
  return what === 'text' ? {} : { note: what };
}

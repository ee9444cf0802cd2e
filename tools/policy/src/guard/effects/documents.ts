import type { Direction } from './direction';
import { isNothing, isObject, isSame, listOf, textOf, without } from './value';

type Raw = Readonly<Record<string, unknown>>;

/** A statement without its id, which is free, and with its lists sorted. */
function statementsIn(text: unknown): Raw[] | undefined {
  if (isNothing(text)) return [];
  try {
    const document: unknown = typeof text === 'string' ? JSON.parse(text) : text;
    if (!isObject(document)) return undefined;
    const statements = listOf(document['Statement']);
    if (!statements.every(isObject)) return undefined;
    return statements.map((statement) => sorted(without(statement, 'Sid')) as Raw);
  } catch {
    return undefined;
  }
}

/** Lists in policies are sets, and a single member may be without its list. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, isObject(each) ? sorted(each) : asList(name, each)]),
  );
}
const asList = (name: string, value: unknown) => (name === 'Effect' ? value : sorted(listOf(value)));

/**
 * The parts of a statement that widen it with more members. A different value of another part makes it a different
 * statement.
 */
const parts = ['Action', 'Resource', 'Principal'];
const others = ['Effect', 'NotAction', 'NotResource', 'NotPrincipal', 'Condition'];

/** True if a statement covers another one. A wildcard is an ordinary member here: the check fails closed. */
const covers = (wide: Raw, narrow: Raw) =>
  others.every((part) => isSame(wide[part], narrow[part])) &&
  parts.every((part) =>
    part === 'Principal' ? holdsAll(wide[part], narrow[part]) : includes(wide[part], narrow[part]),
  );
const includes = (wide: unknown, narrow: unknown) => {
  const all = new Set(listOf(wide).map(textOf));
  return listOf(narrow).every((one) => all.has(textOf(one)));
};
const holdsAll = (wide: unknown, narrow: unknown): boolean =>
  isSame(wide, narrow) ||
  (isObject(wide) && isObject(narrow) && Object.entries(narrow).every(([kind, all]) => includes(wide[kind], all)));

const noJson = 'it is no policy that the guard can read';
const named = (statement: Raw) =>
  `${String(statement['Effect'])} ${listOf(statement['Action'] ?? statement['NotAction'])
    .map(String)
    .slice(0, 3)
    .join(' ')}`;

const compared =
  (judge: (was: readonly Raw[], is: readonly Raw[]) => true | string): Direction['allows'] =>
  (before, after) => {
    const [was, is] = [statementsIn(before), statementsIn(after)];
    return was && is ? judge(was, is) : noJson;
  };
const missing = (was: readonly Raw[], is: readonly Raw[]) =>
  was.filter((one) => !is.some((other) => covers(other, one)));

/** A policy that must keep its effect: ids and the order of statements are free. */
export const sameEffect = (loses: string): Direction => ({
  may: 'must keep its permissions and denials',
  loses,
  instead: () => 'Leave its statements as they are',
  allows: compared((was, is) => {
    const [gone, come] = [missing(was, is), missing(is, was)];
    if (gone.length + come.length === 0) return true;
    return [...gone.map((one) => `${named(one)} would go`), ...come.map((one) => `${named(one)} would come`)].join(
      ', ',
    );
  }),
  // The bucket of the states exists before its policy is in a state (docs/adr/0003).
  allowsImported: compared(
    (was, is) =>
      missing(was, is)
        .map((one) => `${named(one)} would go`)
        .join(', ') || true,
  ),
});

/** A policy that may allow more, and never less. A denial, which can close it, must neither be added nor removed. */
export const allowsMore = (loses: string): Direction => ({
  may: 'may allow more, and must not change otherwise',
  loses,
  instead: () => 'Keep each of its statements, and add no denial',
  allows: compared((was, is) => {
    const gone = missing(was, is).map((one) => `${named(one)} would go`);
    const denied = missing(is, was)
      .filter(({ Effect }) => Effect !== 'Allow')
      .map((one) => `${named(one)} would come`);
    return [...gone, ...denied].join(', ') || true;
  }),
});

/**
 * The actions of services and instances on protected data: without them no log is written, nothing is backed up or
 * decrypted.
 */
const kept =
  /^(logs|backup|backup-storage|cloudwatch|kms|firehose|sns|sqs|xray):|^\*$|Snapshot|Backup|^s3:(Put|Get)Object/i;

/**
 * A policy of an identity. Permissions for features change often, and the rules judge them. Its denials must stay, and
 * so must the permissions of a service to write logs and metrics, back up, read and write objects, and use keys.
 */
export const keepsDenials = (loses: string): Direction => ({
  may: 'must keep its denials, and its permissions for logs, backups and keys',
  loses,
  instead: () => 'Keep these statements',
  allows: compared((was, is) => {
    const gone = missing(was, is).flatMap((one) => {
      if (one['Effect'] !== 'Allow') return [`${named(one)} would go`];
      const actions = listOf(one['Action'])
        .map(String)
        .filter((action) => kept.test(action));
      const left = actions.filter((action) => !is.some((other) => covers(other, { ...one, Action: [action] })));
      return left.length > 0 ? [`Allow ${left.slice(0, 3).join(' ')} would go`] : [];
    });
    return gone.join(', ') || true;
  }),
});

/** A JSON document of which only these members may change, given by their paths. */
export const documentBut = (freePaths: readonly string[], loses: string): Direction => ({
  may: `may only change in ${freePaths.join(' and ')}`,
  loses,
  instead: () => 'Leave the rest of it as it is',
  allows: (before, after) => {
    try {
      return isSame(pruned(JSON.parse(String(before)), freePaths), pruned(JSON.parse(String(after)), freePaths));
    } catch {
      return 'it is no JSON that the guard can read';
    }
  },
});

function pruned(value: unknown, paths: readonly string[], at = ''): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]) => [`${at}${name}`, name, each] as const)
      .filter(([path]) => !paths.includes(path))
      .map(([path, name, each]) => [name, pruned(each, paths, `${path}.`)]),
  );
}

import { differences } from './lines';

/** A stack for a comparison. */
export interface Reviewed {
  /** Its environment, or account: the owner's own words are no difference. */
  readonly owner: {
    readonly name: string;
    readonly account: { readonly id: string };
    readonly domain?: string;
    readonly hostedZone?: string;
  };
  /** The JSON for Terraform. */
  readonly json: string;
}

type Block = { readonly '//'?: { readonly metadata: { readonly path: string } } };
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** A word that is not part of a longer one: `production` does not match in `nonproduction`. */
const word = (text: string, partOf = 'A-Za-z0-9') =>
  new RegExp(`(?<![${partOf}])${text.replaceAll('.', '\\.')}(?![A-Za-z0-9])`, 'g');

/**
 * A stack without the owner's own words: name, domain, account. Another owner's words stay: a stack that contains one
 * differs.
 */
function neutral({ owner, json }: Reviewed): Readonly<Record<string, unknown>> {
  const { name, domain, hostedZone, account } = owner;
  const words: (readonly [RegExp, string])[] = [
    ...(domain ? [[word(domain, '\\w@'), '<domain>'] as const] : []),
    ...(hostedZone ? [[word(hostedZone, '\\w@'), '<zone>'] as const] : []),
    [word(account.id), '<account>'],
    [word(name), '<name>'],
    [word(name.replaceAll('-', '_')), '<name>'],
  ];
  const text = words.reduce((all, [own, instead]) => all.replace(own, instead), json);
  return JSON.parse(withStatesOfOneName(text)) as Readonly<Record<string, unknown>>;
}

/**
 * Renames the data source of a state to the name of its app, even if the stack reads the state of another owner
 * (`account-of-nonproduction`: libs/stack, contract.ts). Otherwise every reference would differ. The data source itself
 * shows which state the stack reads. A stack that reads the states of both owners keeps the names.
 */
function withStatesOfOneName(json: string): string {
  const names = new Set([...json.matchAll(/terraform_remote_state\.([\w<>-]+)/g)].map(([, name]) => name!));
  const appOf = (name: string) => name.replace(/-of-.*/, '');
  const lent = [...names].filter((name) => [...names].filter((other) => appOf(other) === appOf(name)).length === 1);
  return lent.reduce((text, name) => text.replace(word(name, '\\w-'), appOf(name)), json);
}

/** Resources and data sources by the path of their construct and their type. */
function byPath(blocks: Blocks = {}): Map<string, Readonly<Record<string, unknown>>> {
  return new Map(
    Object.entries(blocks).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, { '//': meta, ...config }]) => [`${meta?.metadata.path ?? id} ${type}`, config]),
    ),
  );
}

/** The constructs that are completely missing, each without those inside it: `data/backup`. */
function missing(base: readonly string[], other: readonly string[]): string[] {
  const there = new Set(other.flatMap(ancestors));
  const gone = base.map((path) => ancestors(path).find((each) => !there.has(each)));
  return [...new Set(gone.filter((each) => each !== undefined))];
}

/** A path and all its parents, the highest first. */
function ancestors(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The differences of the values at a path, in the order of the paths. */
function ofBlocks(base: Blocks | undefined, other: Blocks | undefined): string[] {
  const [was, is] = [byPath(base), byPath(other)];
  const found = [
    ...missing([...was.keys()], [...is.keys()]).map((path) => [path, [`${path}: none`]] as const),
    ...[...is].map(([path, config]) => [path, differences(path, was.get(path), config)] as const),
  ];
  return found.sort(([one], [another]) => (one < another ? -1 : 1)).flatMap(([, lines]) => lines);
}

/**
 * The differences of a stack from another, one per line, in the order of the constructs. Common parts are reviewed
 * once, in the snapshot of the other: a resource that is new in both changes nothing here. A construct that the stack
 * lacks is one line, whatever its size.
 */
export function differenceFrom(base: Reviewed, other: Reviewed): string {
  const { resource: oldResources, data: oldData, ...oldRest } = neutral(base);
  const { resource, data, ...rest } = neutral(other);
  return [
    ...ofBlocks(oldResources as Blocks, resource as Blocks),
    ...ofBlocks(oldData as Blocks, data as Blocks),
    ...differences('', oldRest, rest),
  ].join('\n');
}

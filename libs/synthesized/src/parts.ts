/** An object in JSON: not a list, and not null. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an object, by name; none if the value is not an object. */
export const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

/** Resources in the JSON, by type and id. */
export const resourceBlocks = (resource: unknown) =>
  entriesOf(resource).flatMap(([type, byId]) => entriesOf(byId).map(([id, config]) => ({ type, id, config })));

const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Blocks of a kind with names: `output.vpcId`, `module.web`. */
const named = (kind: string, value: unknown) =>
  isObject(value)
    ? Object.entries(value).map(([name, each]) => ({ kind, address: `${kind}.${name}`, value: each }))
    : items(value).map((one) => ({ kind, address: kind, value: one }));

/** Blocks of a kind with types and names: `data.terraform_remote_state.network`. */
const typed = (kind: string, value: unknown) =>
  named(kind, value).flatMap((type) =>
    type.address !== kind && isObject(type.value)
      ? named(type.address, type.value).map((each) => ({ ...each, kind }))
      : [type],
  );

function blocksOf(kind: string, value: unknown) {
  switch (kind) {
    case 'terraform':
      return [{ kind, address: kind, value }];
    case 'data':
      return typed(kind, value);
    // Resources are read separately; anything else under `resource` becomes a part.
    case 'resource':
      return typed(kind, value).filter(({ address, value: each }) => !isRead(address, each));
    case 'provider':
      return named(kind, value).flatMap(({ address, value: each }) =>
        items(each).map((one) => {
          const alias = isObject(one) ? one['alias'] : undefined;
          return { kind, address: alias === undefined ? address : `${address}.${String(alias)}`, value: one };
        }),
      );
    default: {
      const found = named(kind, value);
      return found.length > 0 || kind === 'output' || kind === 'locals' ? found : [{ kind, address: kind, value }];
    }
  }
}

/** Returns whether a block under `resource` becomes a `Resource`. A type without resources is no part. */
const isRead = (address: string, value: unknown) => {
  const depth = address.split('.').length;
  return isObject(value) && (depth === 3 || Object.keys(value).length === 0);
};

/** The key of a part's value, if that is not an object. */
export const unformed = '?';

/**
 * The blocks of a stack beside its resources, each as a resource with the block's kind as its type: `terraform`,
 * `provider`, `data`, `output`; also kinds that this model does not know, and blocks under `resource` without the form
 * of one.
 */
export const partsOf = <S extends { readonly app: string }>(stack: S, document: unknown) =>
  entriesOf(document)
    .filter(([kind]) => kind !== '//')
    .flatMap(([kind, value]) => blocksOf(kind, value))
    .map(({ kind, address, value }) => ({
      ...{ stack, app: stack.app, type: kind, address, path: `${stack.app}/${address}`, region: '', providerTags: {} },
      config: isObject(value) && kind !== 'locals' ? value : { [unformed]: value },
    }));

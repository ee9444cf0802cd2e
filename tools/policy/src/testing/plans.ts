type Values = Record<string, unknown>;
interface Document {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** A change of a plan, with the parts that the guard reads. */
export interface MadeUpChange {
  address: string;
  type: string;
  mode: string;
  change: { actions: string[]; before: Values | null; after: Values | null; after_unknown: Values };
}

const ofTerraform = new Set([
  '//',
  'depends_on',
  'lifecycle',
  'provider',
  'count',
  'for_each',
  'dynamic',
  'provisioner',
]);

/**
 * The changes of a plan without any effect on a synthesized stack: each resource with its values in the JSON. A
 * reference within the same stack has the address in place of an id.
 * @param json the stack as parsed JSON
 */
export function unchanged(json: unknown): MadeUpChange[] {
  const { resource = {} } = json as Document;
  const all = Object.entries(resource).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, config]) => ({ type, address: `${type}.${id}`, config })),
  );
  const known = new Map(all.map(({ address, config }) => [address, config]));
  const valueAt = (address: string, attribute: string): string => {
    const value = known.get(address)?.[attribute];
    return typeof value === 'string' && !value.includes('${') ? value : address;
  };
  const resolved = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replaceAll(/\$\{(aws_\w+\.[\w-]+)\.(\w+)\}/g, (_all, address: string, name: string) =>
        valueAt(address, name),
      );
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each)]));
  };
  return all.map(({ type, address, config }) => {
    const own = Object.fromEntries(Object.entries(config).filter(([name]) => !ofTerraform.has(name)));
    const values = { ...(resolved(own) as Values), id: address };
    return {
      ...{ address, type, mode: 'managed' },
      change: { actions: ['no-op'], before: values, after: structuredClone(values), after_unknown: {} },
    };
  });
}

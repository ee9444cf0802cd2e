import { formerAddress, holdable, reachedByGroups } from './holdable';

/** A resource in Terraform's state. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
}

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

const addressOf = ({ type, name }: Resource) => `${type}.${name}`;

/**
 * Returns resource blocks that change no resource: required arguments have their present values, and changes of all
 * other arguments are ignored. Terraform deletes a resource before the resources that it uses.
 */
export function blocksOf(outgoing: readonly Resource[]): Blocks {
  const blocks: Blocks = {};
  for (const one of outgoing) {
    const { type, name, provider, instances } = one;
    const attributes = instances[0]?.attributes ?? {};
    const alias = /\]\.(\w+)$/.exec(provider)?.[1];
    const named = Object.entries(attributes).flatMap(([key, value]) => (key === 'id' ? [] : [value]));
    const needs = outgoing.filter((other) => other !== one && named.includes(other.instances[0]?.attributes['id']));
    blocks[type] = {
      ...blocks[type],
      [name]: {
        ...Object.fromEntries(
          (holdable[type] ?? [])
            .map((argument) => [argument, attributes[argument]] as const)
            .filter(([, value]) => value !== null && value !== undefined && value !== ''),
        ),
        ...(alias && { provider: `aws.${alias}` }),
        ...(needs.length > 0 && { depends_on: needs.map(addressOf) }),
        // With this setting, Terraform updates the users of the resource before it destroys the resource.
        lifecycle: { create_before_destroy: true, ignore_changes: 'all' },
      },
    };
  }
  return blocks;
}

/**
 * Returns overrides that keep the old security groups on load balancers, servers and caches, in addition to the new
 * groups. Clients reach these resources through the old groups until they are deployed again.
 * @param json the
 * synthesized stack
 */
export function attachmentsOf(outgoing: readonly Resource[], json: string): Blocks {
  const { resource = {} } = JSON.parse(json) as { resource?: Blocks };
  const blocks: Blocks = {};
  for (const [type, argument] of Object.entries(reachedByGroups)) {
    for (const [name, config] of Object.entries(resource[type] ?? {})) {
      const groups = config[argument] as readonly string[] | undefined;
      const old = outgoing
        .filter((one) => one.type === 'aws_security_group')
        .map(addressOf)
        .filter((address) => groups?.includes(`\${${formerAddress(address)}.id}`))
        .map((address) => `\${${address}.id}`);
      if (groups && old.length > 0) blocks[type] = { ...blocks[type], [name]: { [argument]: [...groups, ...old] } };
    }
  }
  return blocks;
}

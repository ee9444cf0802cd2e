import type { Configuration } from '../configuration';

/** Stands for every output of a state, if the JSON refers to all of them at once. */
const all = '*';

/** A reference to a remote state in an expression, with the output that it names: `data.terraform_remote_state.network.outputs.vpcId`. */
const reference = /data\.terraform_remote_state\.([A-Za-z_][\w-]*)(?:\.outputs\.([A-Za-z_][\w-]*))?/g;

/**
 * The outputs that a synthesized stack reads, by the key of their state. A state that is read in any other form than by the name of an output counts
 * as read completely.
 */
export function outputsRead(json: string, { upstreams }: Configuration): Map<string, ReadonlySet<string>> {
  const read = new Map<string, Set<string>>(Object.values(upstreams).map(({ key }) => [key, new Set()]));
  for (const [, name = '', output = all] of json.matchAll(reference)) {
    const upstream = upstreams[name];
    if (upstream) read.get(upstream.key)?.add(output);
  }
  return read;
}

/** Filters an upstream's digests to the outputs that are read. An output that is read but does not exist is left out: it has no digest. */
export function digestsRead(
  digests: Readonly<Record<string, string>>,
  read: ReadonlySet<string>,
): Record<string, string> {
  const kept = Object.entries(digests).filter(([name]) => read.has(name) || read.has(all));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

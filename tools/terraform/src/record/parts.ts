import { z } from 'zod';
import { sha256 } from './digest';

/** The digests of one part of a synthesized stack. */
export interface Part {
  /** Of its whole content. */
  readonly whole: string;
  /** Of its content without its address, its path and the addresses that it refers to. */
  readonly shape: string;
}

/** The parts of a stack by their addresses: `aws_vpc.main`, `output.vpcId`, `data.terraform_remote_state.network`, `provider.aws`. */
export type Parts = Readonly<Record<string, Part>>;

const block = z.record(z.string(), z.unknown());
const nested = z.record(z.string(), block);
const stack = z.looseObject({ resource: nested.optional(), data: nested.optional() });

/** The address of a resource inside an expression; the attribute after it stays. */
const reference = /\b((?:aws|terraform)_\w+)\.[\w-]+/g;

/**
 * The digests of a stack, part by part: they show the differences between two syntheses without the JSON of the first. Changes in cdktf's metadata,
 * the constructs that made the parts (`//`), count only for `whole`.
 */
export function partsOf(json: string): Parts {
  const { resource = {}, data = {}, ...others } = stack.parse(JSON.parse(json));
  const parts = [
    ...Object.entries(resource).flatMap(([type, all]) =>
      Object.entries(all).map(([name, body]) => [`${type}.${name}`, body] as const),
    ),
    ...Object.entries(data).flatMap(([type, all]) =>
      Object.entries(all).map(([name, body]) => [`data.${type}.${name}`, body] as const),
    ),
    ...Object.entries(others).flatMap(([section, body]) => ofSection(section, body)),
  ];
  return Object.fromEntries(parts.map(([address, body]) => [address, partOf(body)]));
}

/** `output` and `locals` have named parts; `terraform`, `provider` and the metadata of cdktf are one part each. */
function ofSection(section: string, body: unknown): [string, unknown][] {
  const named = ['output', 'locals', 'variable'].includes(section) ? block.safeParse(body).data : undefined;
  return named ? Object.entries(named).map(([name, value]) => [`${section}.${name}`, value]) : [[section, body]];
}

function partOf(body: unknown): Part {
  const { tags, ...said } = without('//', body);
  const shape = { ...said, tags: without('Name', tags) };
  return { whole: short(JSON.stringify(body)), shape: short(JSON.stringify(shape).replace(reference, '$1')) };
}

/** A block without one of its keys: the tag `Name` follows the construct's path (libs/stack, NameTag), as `//` does. */
function without(key: string, body: unknown): Record<string, unknown> {
  const all = block.safeParse(body).data ?? { body };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== key));
}

/** 64 bits distinguish a few hundred parts; a record contains two for each. */
const short = (text: string) => sha256(text).slice(0, 16);

/** True if a part is a resource: an object that Terraform makes. */
export function isResource(address: string): boolean {
  return /^[a-z0-9]+_\w+\./.test(address);
}

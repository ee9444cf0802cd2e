import { z } from 'zod';
import { sha256 } from './digest';

/** What is remembered of one part of a synthesized stack. */
export interface Part {
  /** Of all that is said of it. */
  readonly whole: string;
  /** Of what is said of it whatever its address, its path and the addresses that it refers to. */
  readonly shape: string;
}

/** The parts of a stack by their addresses: `aws_vpc.main`, `output.vpcId`, `data.terraform_remote_state.network`, `provider.aws`. */
export type Parts = Readonly<Record<string, Part>>;

const block = z.record(z.string(), z.unknown());
const nested = z.record(z.string(), block);
const stack = z.looseObject({ resource: nested.optional(), data: nested.optional() });

/** The address of a resource inside an expression; what follows it, the attribute, stays. */
const reference = /\b((?:aws|terraform)_\w+)\.[\w-]+/g;

/**
 * The digests of everything that a stack says, part by part: what differs between two syntheses can be told without the JSON of the
 * first. Where cdktf writes down which construct made what (`//`) only the whole counts.
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

/** `output` and `locals` name their parts; `terraform`, `provider` and what cdktf says of the stack are one part each. */
function ofSection(section: string, body: unknown): [string, unknown][] {
  const named = ['output', 'locals', 'variable'].includes(section) ? block.safeParse(body).data : undefined;
  return named ? Object.entries(named).map(([name, value]) => [`${section}.${name}`, value]) : [[section, body]];
}

function partOf(body: unknown): Part {
  const { tags, ...said } = without('//', body);
  const shape = { ...said, tags: without('Name', tags) };
  return { whole: short(JSON.stringify(body)), shape: short(JSON.stringify(shape).replace(reference, '$1')) };
}

/** A block without a key of it: the tag `Name` follows the construct's path (libs/stack, NameTag), as `//` does. */
function without(key: string, body: unknown): Record<string, unknown> {
  const all = block.safeParse(body).data ?? { body };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== key));
}

/** 64 bits tell a few hundred parts apart; a record holds two for each. */
const short = (text: string) => sha256(text).slice(0, 16);

/** Whether a part is a resource: what Terraform makes. */
export function isResource(address: string): boolean {
  return /^[a-z0-9]+_\w+\./.test(address);
}

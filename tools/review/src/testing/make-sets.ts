// Makes `value/aws-sets.ts` again from the schema of the provider: `terraform providers schema -json | npx tsx tools/review/src/testing/make-sets.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Block {
  readonly attributes?: Readonly<Record<string, { readonly type?: unknown; readonly nested_type?: Nested }>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: Block }>>;
}
interface Nested {
  readonly nesting_mode: string;
  readonly attributes: Block['attributes'];
}

const { provider_schemas } = JSON.parse(readFileSync(0, 'utf8')) as {
  provider_schemas: Record<string, { resource_schemas: Record<string, { block: Block }> }>;
};
const { resource_schemas } = provider_schemas['registry.terraform.io/hashicorp/aws']!;

/** The type of an attribute is written `["set", "string"]` or `["list", ["object", { name: "string" }]]`. */
function inType(type: unknown, path: string): string[] {
  if (!Array.isArray(type)) return [];
  const [kind, of] = type as [string, unknown];
  if (kind === 'object') {
    return Object.entries(of as object).flatMap(([name, one]) => inType(one, `${path}.${name}`));
  }
  return [...(kind === 'set' ? [path] : []), ...inType(of, path)];
}

function inBlock({ attributes = {}, block_types = {} }: Block, path: string): string[] {
  const to = (name: string) => (path ? `${path}.${name}` : name);
  return [
    ...Object.entries(attributes).flatMap(([name, { type, nested_type }]) =>
      nested_type
        ? [...(nested_type.nesting_mode === 'set' ? [to(name)] : []), ...inBlock(nested_type, to(name))]
        : inType(type, to(name)),
    ),
    ...Object.entries(block_types).flatMap(([name, { nesting_mode, block }]) => [
      ...(nesting_mode === 'set' ? [to(name)] : []),
      ...inBlock(block, to(name)),
    ]),
  ];
}

// The schema nests WAF rules deeper than any program uses. Three levels are sufficient.
const isDeep = (path: string) => path.split('.').filter((name) => name.endsWith('_statement')).length > 3;
const types = Object.entries(resource_schemas)
  .map(
    ([type, { block }]) =>
      [
        type,
        inBlock(block, '')
          .filter((path) => !isDeep(path))
          .sort(),
      ] as const,
  )
  .filter(([, paths]) => paths.length > 0)
  .sort(([one], [other]) => (one < other ? -1 : 1));
const lines = types.map(([type, paths]) => `  ${type}: '${paths.join(' ')}',`);
writeFileSync(
  join(__dirname, '../value/aws-sets.ts'),
  [
    '/** The attributes of each resource that are sets: the provider gives their elements in any order. Made by testing/make-sets.ts. */',
    '// prettier-ignore',
    'export const awsSets: Readonly<Record<string, string>> = {',
    ...lines,
    '};',
    '',
  ].join('\n'),
);

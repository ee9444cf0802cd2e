import { entriesOf, unformed, type Resource, type World } from '@malinshopper/synthesized';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';
import { exactly, faultsIn, optional, type ValueFault } from './faults';
import { expressionFault } from './expressions';
import { inStack } from './in-stack';
import { stateBucketOf } from './stack-settings';

/** Every text in a value, also the keys of objects. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return entriesOf(value).flatMap(([key, each]) => [key, ...textsIn(each)]);
}

const isText: ValueFault = (value) => (typeof value === 'string' ? undefined : 'is no text');

/** The values that may be published, in forms that rules understand: names and addresses, and texts. */
const published =
  (part: Resource, world: World): ValueFault =>
  (value) =>
    textsIn(value)
      .map((text) => expressionFault(text, 'output.value', part, world))
      .find((fault) => fault !== undefined);

/** The fault of a block, by its kind. A kind that is not in this table, and has no rule of its own, is refused. */
const kinds: Readonly<Record<string, (part: Resource, world: World) => string | undefined>> = {
  output: (part, world) =>
    faultsIn(part.config, {
      value: published(part, world),
      description: optional(isText),
      sensitive: optional(exactly(true, false)),
    }),
  // A local value must be a text. Apps use local values for user data and scripts, because these occur twice or are too
  // long to repeat. Lists and blocks must be at the place of their use.
  locals(part, world) {
    const value: unknown = part.config[unformed];
    return typeof value === 'string' ? expressionFault(value, 'locals', part, world) : 'is no text';
  },
  // The bucket of states and its settings exist before the first run of Terraform (docs/adr/0003).
  import: ({ stack, config }, world) =>
    faultsIn(config, {
      to: (to) =>
        stack.resource(String(to))?.path.startsWith('account/state/') ? undefined : `is ${JSON.stringify(to)}`,
      id: exactly(stateBucketOf(world)),
    }),
};
const withRules = new Set(['terraform', 'provider', 'data']);

function blockFault(part: Resource, world: World): string | undefined {
  const { type: kind, address, config } = part;
  if (kind === 'resource') return `${address} does not have the form of a resource: no rule reads it`;
  if (!withRules.has(kind) && !Object.hasOwn(kinds, kind)) return `no rule understands a block "${kind}"`;
  if (kind !== 'locals' && Object.hasOwn(config, unformed)) {
    return `${address} does not have the form of a block: no rule reads it`;
  }
  return kinds[kind]?.(part, world);
}

const added = (kind: string, value: unknown) => inStack((document) => (document[kind] = value));
/** A change of the first resource of a type. It gets the id and all resources of the type. */
const moved = (change: (byId: Record<string, unknown>, id: string, document: Record<string, unknown>) => void) =>
  inStack((document) => {
    const byId = document.resource.aws_s3_bucket_public_access_block;
    change(byId, Object.keys(byId as object)[0]!, document);
  });
const vpcId = (change: (output: Record<string, unknown>) => void) =>
  inStack((document) => change(document.output.vpcId), 'aws_vpc');

export const blockKinds = rulesOf('output', {
  MAL_WORLD_5: {
    title: 'Stacks consist of blocks that rules understand',
    severity: 'critical',
    of: 'parts',
    types: [],
    why: 'The contents of a module, a variable or another kind of block are deployed, and no rule has read them',
    fix: 'Write it as resources of an app, or extend the rules: tools/policy/src/closed-world',
    ask: custom(blockFault, {
      'a resource is in a module': moved((byId, id, document) => {
        document['module'] = { around: { source: './around', ...(byId[id] as object) } };
        delete byId[id];
      }),
      'a protecting resource is removed from the state and stays in AWS': moved((byId, id, document) => {
        document['removed'] = [{ from: `aws_s3_bucket_public_access_block.${id}`, lifecycle: { destroy: false } }];
        delete byId[id];
      }),
      'a resource is moved in the state': added('moved', [{ from: 'aws_s3_bucket.a', to: 'aws_s3_bucket.b' }]),
      'there is a variable': added('variable', { open: { default: true } }),
      'there is a check': added('check', { up: { data: { http: { page: { url: 'https://example.com' } } } } }),
      'there is an ephemeral resource': added('ephemeral', {
        aws_secretsmanager_secret_version: { a: { secret_id: 'a' } },
      }),
      'a resource is in another type of block': added('action', { aws_lambda_invoke: { a: {} } }),
      'there is a block that Terraform does not know yet': added('reaction', {}),
      'resources are a list': moved((byId, id) => (byId[id] = [byId[id]])),
      'resources of a type are a list': inStack((document) => {
        const { resource } = document;
        resource.aws_s3_bucket_public_access_block = [resource.aws_s3_bucket_public_access_block];
      }),
      'another bucket is imported': added('import', [{ to: 'aws_s3_bucket.content_F57FEA48', id: 'theirs' }]),
      'a local is a list': inStack((document) => (document.locals = { open: ['0.0.0.0/0'] })),
      'a local has a function': inStack((document) => (document.locals = { open: '${file("/etc/passwd")}' })),
      'an output has a function': vpcId((output) => (output['value'] = '${nonsensitive(aws_vpc.main.id)}')),
      'an output has a precondition that no rule reads': vpcId(
        (output) => (output['precondition'] = { condition: true }),
      ),
    }),
  },
});

import { readConfiguration } from '../configuration';
import { plannedOutputs } from './planned-outputs';
import { previewOf, type PlannedUpstream } from './preview';

/** The preview of an app with these attributes of a resource, which reads `network`. */
function preview(attributes: object, upstream: PlannedUpstream | undefined, more: object = {}) {
  const place = (app: string) => ({ bucket: 'states', key: `testing/${app}.tfstate`, region: 'eu-west-1' });
  const json = JSON.stringify({
    terraform: { required_version: '>= 1.11', backend: { s3: place('data') } },
    data: { terraform_remote_state: { network: { backend: 's3', config: place('network') } } },
    resource: { terraform_data: { server: { '//': { metadata: { path: 'data/server' } }, ...attributes } } },
    ...more,
  });
  return previewOf({ json, configuration: readConfiguration(json) }, new Map(upstream ? [['network', upstream]] : []));
}
const upstream = (output_changes: object, isDeployed = true): PlannedUpstream => ({
  outputs: plannedOutputs({ format_version: '1.2', output_changes }),
  isDeployed,
});
const known = (after: unknown, more: object = {}) => ({ actions: ['update'], after, after_unknown: false, ...more });
const unknown = (after_unknown: unknown = true, after?: unknown) => ({ actions: ['update'], after, after_unknown });
const unchanged = (after: unknown) => ({ actions: ['no-op'], after, after_unknown: false });

const of = (path: string) => `data.terraform_remote_state.network.outputs.${path}`;
/** Returns the resource in the preview, and the known values. */
function rewritten(input: unknown, changes: object) {
  const { json = '{}', values = '{}', placeholders } = preview({ input }, upstream(changes)) ?? {};
  const { resource } = JSON.parse(json) as { resource: { terraform_data: Record<string, { input: unknown }> } };
  const { locals } = JSON.parse(values) as { locals: { preview_outputs: { network?: object } } };
  return { input: resource?.terraform_data['server']?.input, known: locals?.preview_outputs.network, placeholders };
}
const vpcId = 'terraform_data.preview_network_vpcId';

test('a known value is read from a local value', () => {
  expect(rewritten(`a-\${${of('zone')}}`, { zone: known('b${c}') })).toEqual({
    input: 'a-${local.preview_outputs["network"]["zone"]}',
    known: { zone: '${"b$${c}"}' },
    placeholders: new Map(),
  });
});

test('an unknown value is read from a placeholder, of any type, which is a resource of the preview', () => {
  const { json, placeholders } = preview({ input: `\${upper(${of('vpcId')})}` }, upstream({ vpcId: unknown() }))!;
  expect(JSON.parse(json)).toMatchObject({
    resource: {
      terraform_data: {
        server: { input: `\${upper(jsondecode(${vpcId}.output))}` },
        preview_network_vpcId: { input: 'network: vpcId, known after its apply' },
      },
    },
  });
  expect([...placeholders]).toEqual([[vpcId, 'network: vpcId']]);
});

test('the known parts of a partially known value are known', () => {
  const subnets = unknown({ a: true, c: [false, true] }, { b: 'known', c: ['x', null] });
  const read = (path: string) => rewritten(`\${${of(path)}}`, { subnets }).input;
  expect(read('subnets.b')).toBe('${local.preview_outputs["network"]["subnets"]["b"]}');
  expect(read('subnets["a"].id')).toBe('${jsondecode(terraform_data.preview_network_subnets.output)["id"]}');
  expect(read('subnets.c[0]')).toBe('${local.preview_outputs["network"]["subnets"]["c"][0]}');
  expect(read('subnets')).toBe(
    '${{"b" = local.preview_outputs["network"]["subnets"]["b"], "c" = [local.preview_outputs["network"]["subnets"]["c"][0], ' +
      'jsondecode(terraform_data.preview_network_subnets.output)], "a" = jsondecode(terraform_data.preview_network_subnets.output)}}',
  );
});

test('a secret value stays one, known or not, and is never in an expression', () => {
  const token = known('hush', { after_sensitive: true });
  const { input, known: values } = rewritten(`\${${of('token')}}`, { token });
  expect(input).toBe('${sensitive(local.preview_outputs["network"]["token"])}');
  expect(values).toEqual({ token: '${sensitive("hush")}' });
  expect(rewritten(`\${${of('token')}}`, { token: { ...unknown(), after_sensitive: true } }).input).toBe(
    '${sensitive(jsondecode(terraform_data.preview_network_token.output))}',
  );
});

test('an unchanged output is read from the state, beside a changed one', () => {
  const { input } = rewritten(`\${${of('vpcId')}}-\${${of('zone')}}`, { vpcId: unchanged('vpc-1'), zone: known('b') });
  expect(input).toBe(`\${${of('vpcId')}}-\${local.preview_outputs["network"]["zone"]}`);
});

test('there is no preview if no output that is read changes', () => {
  expect(preview({ input: `\${${of('zone')}}` }, undefined)).toBeUndefined();
  expect(preview({ input: `\${${of('zone')}}` }, upstream({ zone: unchanged('b'), vpcId: unknown() }))).toBeUndefined();
});

test('a state that does not exist is not read, and all its outputs are those of the plan', () => {
  const one = preview({ input: `\${${of('zone')}}` }, upstream({ zone: unchanged('b') }, false))!;
  expect(one.unread).toEqual(['network']);
  expect(JSON.parse(one.json)).not.toHaveProperty('data');
  expect(one.json).not.toContain('terraform_remote_state');
  expect(preview({ input: 'reads nothing' }, upstream({}, false))!.unread).toEqual(['network']);
});

test.each<[string, object, object, string]>([
  ['that will not exist', { input: `\${${of('gone')}}` }, {}, 'network will not publish gone'],
  [
    'that will be deleted',
    { input: `\${${of('old')}}` },
    { old: { actions: ['delete'], after: null } },
    'network will not publish old',
  ],
  [
    'of which a part will not exist',
    { input: `\${${of('zones.b')}}` },
    { zones: known({ a: 1 }) },
    'zones will have no "b"',
  ],
  [
    'together with all others',
    { input: '${jsonencode(data.terraform_remote_state.network.outputs)}' },
    {},
    'it reads the state in another form than by the name of an output',
  ],
  ['in a comment', { input: `\${1 /* ${of('zone')} */}` }, {}, 'the expression cannot be parsed'],
  ['in a name', { input: { [`\${${of('zone')}}`]: 1 } }, {}, 'a name is an expression: ${data.'],
])('throws if an output is read %s, with the place', (_how, attributes, changes, why) => {
  expect(() => preview(attributes, upstream(changes))).toThrow(
    `data cannot be planned on the planned changes upstream: in resource.terraform_data.server.input, ${why}`,
  );
});

test('throws if the app uses a name that is reserved for previews', () => {
  const input = { input: `\${${of('zone')}}` };
  const terraform_data = { server: input, preview_x: {} };
  expect(() =>
    preview({}, upstream({ zone: known('b') }), { resource: { terraform_data }, locals: undefined }),
  ).toThrow('preview_x is a name that is reserved for previews: give it another');
});

test('a placeholder changes for certain if the output is that of a resource that its app replaces', () => {
  const { stack } = preview(
    { input: `\${${of('vpcId')}}-\${${of('zone')}}` },
    {
      isDeployed: true,
      outputs: plannedOutputs(
        { format_version: '1.2', output_changes: { vpcId: unknown(), zone: unknown() } },
        new Set(['vpcId']),
      ),
    },
  )!;
  expect(stack.changing).toEqual(new Set([vpcId]));
});

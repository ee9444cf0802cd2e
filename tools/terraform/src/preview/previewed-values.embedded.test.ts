import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Configuration } from '../configuration';
import { installation } from '../installation/installation';
import { capture } from '../subprocess';
import { made } from '../testing/small-repository';
import { literalExpression } from './hcl';
import { plannedOutputs } from './planned-outputs';
import { previewOf } from './preview';
import { data, network, of, web } from './testing/chain-apps';
import { ChainWorld } from './testing/chain-world';

process.env['EMBEDDED_AWS_PORT'] = '4693';
const world = new ChainWorld('4693');

beforeAll(() => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  world.start();
});
// Nothing is deployed here: only planned values exist upstream.
afterAll(() => world.stop());

test('of any partially known value, the same parts are known downstream', async () => {
  const leaf = fc.oneof(fc.constantFrom('${terraform_data.vpc.id}', null, true, 'known'), fc.integer());
  const { any } = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z. ]{1,3}$/), tie('any'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  const parts = { value: fc.sample(any, { numRuns: 200, seed: 2 }) };
  world.change({
    network: network('b', '5', { parts }),
    data: {
      ...data,
      resource: { terraform_data: { all: made('data/all', { input: of('network', 'parts') }) } },
      output: { host: { value: '1' } },
    },
    web: { ...web, resource: { terraform_data: { own: made('web/own', {}) } }, output: { address: { value: '1' } } },
  });
  const plans = await world.planned();
  const planOf = (app: string) => plans.get(app)!.planned.result as unknown as { plan: Record<string, unknown> };
  const { output_changes } = planOf('network').plan as {
    output_changes: { parts: { after: unknown; after_unknown: unknown } };
  };
  const { resource_changes } = planOf('data').plan as {
    resource_changes: { address: string; change: { after: { input: unknown }; after_unknown: { input: unknown } } }[];
  };
  const { change: all } = resource_changes.find(({ address }) => address === 'terraform_data.all')!;
  expect(JSON.stringify(all.after_unknown.input)).toContain('true');
  expect(all.after.input).toEqual(output_changes.parts.after);
  expect(all.after_unknown.input).toEqual(output_changes.parts.after_unknown);
});

test('any value arrives unchanged, and a secret one is in no expression and no text', async () => {
  const texts = fc.sample(
    fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('${', '$${', '%{', '%%{', '"', '\\', '\b', '\f'))),
    { numRuns: 200, seed: 1 },
  );
  // Terraform's texts are normalized, and have no surrogates alone (Terraform documentation, "Strings").
  const value = texts
    .map((parts) => parts.join('').normalize('NFC'))
    .map((one, at) => ({ [one]: [one, at, null, true] }));
  const zone = { value: `\${${literalExpression(value)}}` };
  const secret = { value: 'seen-by-nobody', sensitive: true };
  world.change({
    network: network('b', '5', { zone, token: secret }),
    data: {
      ...data,
      resource: {
        terraform_data: {
          ...data.resource['terraform_data'],
          all: made('data/all', { input: of('network', 'zone') }),
        },
      },
    },
    web: { ...web, resource: { terraform_data: { alarm: web.resource['terraform_data']!['alarm']! } }, output: {} },
  });
  const plans = await world.planned();
  const { plan } = plans.get('data')!.planned.result as {
    plan: { resource_changes: { address: string; change: { after: { input: unknown } } }[]; configuration: unknown };
  };
  const all = plan.resource_changes.find(({ address }) => address === 'terraform_data.all');
  expect(all?.change.after.input).toEqual(value);
  expect(JSON.stringify(plan.configuration)).not.toContain('seen-by-nobody');
  expect(plans.get('data')!.details!.text).not.toContain('seen-by-nobody');
});

test('the error of a failed plan contains no secret value', async () => {
  const token = of('network', 'token').slice(2, -1);
  const wrong = made('data/wrong', { input: `\${tonumber(sensitive(${token}))}` });
  world.change({ data: { ...data, resource: { terraform_data: { ...data.resource['terraform_data'], wrong } } } });
  const { result } = (await world.planned()).get('data')!.planned;
  expect(result).toMatchObject({ kind: 'failed', error: expect.stringContaining('tonumber') });
  expect(JSON.stringify(result)).not.toContain('seen-by-nobody');
});

test('a preview that is applied all the same makes nothing that depends on an unknown value', async () => {
  const { outputs } = {
    outputs: plannedOutputs({
      format_version: '1.2',
      output_changes: { vpcId: { actions: ['create'], after_unknown: true } },
    }),
  };
  const { server } = data.resource['terraform_data']!;
  const json = JSON.stringify({ resource: { terraform_data: { server } } });
  const configuration = { app: 'data' } as Configuration;
  const preview = previewOf({ json, configuration }, new Map([['network', { outputs, isDeployed: false }]]))!;
  const folder = join(world.root, 'by-hand');
  mkdirSync(folder);
  writeFileSync(join(folder, 'preview.tf.json'), preview.json);
  writeFileSync(join(folder, 'values.tf.json'), preview.values);
  const { program } = await installation({ variables: world.variables });
  const terraform = (...args: string[]) => capture(program, args, { cwd: folder });
  await terraform('init');
  const { code, stderr } = await terraform('apply', '-auto-approve', '-no-color');
  expect([code, stderr]).toEqual([1, expect.stringContaining('jsondecode')]);
  expect((await terraform('state', 'list')).stdout.trim()).toBe('terraform_data.preview_network_vpcId');
});

test('no plan leaves anything behind', () => {
  expect(world.left()).toEqual([]);
});

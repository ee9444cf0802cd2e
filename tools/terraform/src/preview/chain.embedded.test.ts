import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import fc from 'fast-check';
import { plan } from '../commands/commands';
import type { Configuration } from '../configuration';
import { deployEnvironment } from '../environment-run/deploy-environment';
import { installation } from '../installation/installation';
import { capture } from '../subprocess';
import { chosenTarget } from '../target/target';
import { localAws } from '../testing/local-aws';
import { made, SmallRepository, type SmallApp } from '../testing/small-repository';
import { Watching } from '../testing/watching';
import type { AppPlan } from './app-plan';
import { literalExpression } from './hcl';
import { planEnvironment } from './plan-environment';
import { isReplacement, readPlan } from './plan-json';
import { plannedOutputs } from './planned-outputs';
import { previewOf } from './preview';

process.env['EMBEDDED_AWS_PORT'] = '4692';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const repository = new SmallRepository();
const { root } = repository;
const here = { root, variables, target: chosenTarget(variables) };
const testing = environment('testing');

beforeAll(() => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  localAws('start', variables);
});
afterAll(() => {
  localAws('stop', variables);
  rmSync(root, { recursive: true, force: true });
});

type Actions = Readonly<Record<string, string>>;
const verbs: Readonly<Record<string, string>> = { 'delete,create': 'replace', 'create,delete': 'replace' };

/** What a plan would do to each resource of the app itself. */
function actionsOf({ planned: { result } }: AppPlan): Actions | string {
  if (result.kind !== 'planned') return result.kind === 'failed' ? result.error : result.kind;
  const changes = readPlan(result.plan).resource_changes.filter(
    ({ address, mode, change }) =>
      mode === 'managed' && !result.placeholders.includes(address) && change.actions.join() !== 'no-op',
  );
  return Object.fromEntries(
    changes.map((one) => [one.address, isReplacement(one) ? 'replace' : one.change.actions.join()]),
  );
}

async function planned(): Promise<Map<string, AppPlan>> {
  const plans = await planEnvironment(testing.ref, here);
  return new Map(plans.map((one) => [one.planned.app, one]));
}

/** What a deploy really did to each app. */
async function applied(): Promise<Map<string, Actions>> {
  const done = new Map<string, Record<string, string>>();
  const watching = new Watching({
    event: (app, event) => {
      if (event.kind !== 'planned') return;
      done.set(app, { ...done.get(app), [event.address]: verbs[event.action] ?? event.action });
    },
  });
  const { apps } = await deployEnvironment(testing.ref, { ...here, reporter: async () => watching });
  expect(apps.flatMap(({ error }) => error ?? [])).toEqual([]);
  return done;
}

/** Plans, applies, and compares: only what was called possible may not have come, and nothing else may have. */
async function comparedWithApply(): Promise<Map<string, AppPlan>> {
  const plans = await planned();
  const real = await applied();
  for (const [app, plan] of plans) {
    const actions = actionsOf(plan);
    const did = real.get(app) ?? {};
    expect([app, actions]).not.toEqual([app, expect.stringContaining(' ')]);
    const expected = typeof actions === 'string' ? {} : actions;
    const possible = plan.details?.possible.map(({ address }) => address) ?? [];
    const certain = Object.entries(expected).filter(([address]) => !possible.includes(address));
    expect({ app, ...did }).toEqual({
      app,
      ...expected,
      ...Object.fromEntries(possible.map((one) => [one, did[one]])),
    });
    expect({ app, ...did }).toMatchObject({ app, ...Object.fromEntries(certain) });
  }
  return plans;
}

const of = (source: string, output: string) => `\${data.terraform_remote_state.${source}.outputs.${output}}`;
const thing = (path: string, body: object) => made(path, body);
const network = (zone: string, version = '1', more: SmallApp['output'] = {}): SmallApp => ({
  resource: { terraform_data: { vpc: thing('network/vpc', { triggers_replace: version, input: zone }) } },
  output: {
    vpcId: { value: '${terraform_data.vpc.id}' },
    zone: { value: '${terraform_data.vpc.input}' },
    subnets: { value: { a: '${terraform_data.vpc.id}-a', fixed: 'b' } },
    token: { value: 'hush', sensitive: true },
    ...more,
  },
});
const data: SmallApp = {
  reads: ['network'],
  resource: {
    terraform_data: {
      server: thing('data/server', { triggers_replace: of('network', 'vpcId') }),
      fixed: thing('data/fixed', { triggers_replace: of('network', 'subnets.fixed') }),
      secret: thing('data/secret', { input: '${sensitive(data.terraform_remote_state.network.outputs.token)}' }),
    },
  },
  output: { host: { value: '${terraform_data.server.id}' }, zone: { value: of('network', 'zone') } },
};
const web: SmallApp = {
  reads: ['network', 'data'],
  resource: {
    terraform_data: {
      group: thing('web/group', { input: `\${upper("${of('data', 'zone')}-x")}` }),
      alarm: thing('web/alarm', { input: of('data', 'host') }),
    },
  },
  output: { address: { value: '${terraform_data.group.output}' } },
};

/** What is left of plans and previews. */
const left = () =>
  readdirSync(join(root, '.work'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /preview|tfplan$/.test(file),
  );

test('an environment that does not exist yet is planned as a whole, and then becomes that', async () => {
  repository.app('network', network('a'));
  repository.app('data', data);
  repository.app('web', web);
  repository.commit();
  const plans = await comparedWithApply();
  expect([...plans.values()].map(actionsOf)).toEqual([
    { 'terraform_data.vpc': 'create' },
    { 'terraform_data.fixed': 'create', 'terraform_data.secret': 'create', 'terraform_data.server': 'create' },
    { 'terraform_data.alarm': 'create', 'terraform_data.group': 'create' },
  ]);
  expect(plans.get('web')!.planned.provenance).toMatchObject({
    upstream: { 'testing/network': 'planned', 'testing/data': 'planned' },
  });
  expect(left()).toEqual([]);
});

test('what has not changed is not planned, by its record', async () => {
  const plans = await planned();
  expect([...plans.values()].map(actionsOf)).toEqual(['unchanged', 'unchanged', 'unchanged']);
});

const change = (apps: Readonly<Record<string, SmallApp>>) => {
  for (const [name, app] of Object.entries(apps)) repository.app(name, app);
  repository.commit();
};

test('a known value that changes upstream arrives downstream as it is, through an app that only passes it on', async () => {
  change({ network: network('b') });
  const plans = await comparedWithApply();
  expect([...plans.values()].map(actionsOf)).toEqual([
    { 'terraform_data.vpc': 'update' },
    {},
    { 'terraform_data.group': 'update' },
  ]);
  expect(plans.get('web')!.planned.result).toMatchObject({ placeholders: [] });
  expect(plans.get('web')!.details!.text).toContain('"A-X" -> "B-X"');
});

test('an output that is renamed with its reader changes nothing downstream', async () => {
  const { zone, ...others } = network('b').output!;
  const renamed = { ...network('b'), output: { ...others, area: zone! } };
  change({ network: renamed, data: { ...data, output: { ...data.output, zone: { value: of('network', 'area') } } } });
  const plans = await comparedWithApply();
  expect([...plans.values()].map(actionsOf)).toEqual([{}, {}, 'unchanged']);
  expect(plans.get('network')!.details!.counts).toMatchObject({ outputs: 2 });
  change({ network: network('b'), data });
  await comparedWithApply();
});

test('an output that is renamed without its reader is no plan, and says where it is read', async () => {
  const { zone, ...others } = network('b').output!;
  change({ network: { ...network('b'), output: { ...others, area: zone! } } });
  const plans = await planned();
  expect([...plans.values()].map(actionsOf)).toEqual([
    {},
    expect.stringContaining(
      'data cannot be planned on what is planned upstream: in output.zone.value, network will not publish zone.',
    ),
    'web was not planned, because data could not be.',
  ]);
  change({ network: network('b') });
});

test('what is replaced upstream makes replacements downstream possible, and what is known stays certain', async () => {
  const both = { triggers_replace: [of('network', 'vpcId'), 'changed'] };
  const { resource } = data;
  const certain = { terraform_data: { ...resource['terraform_data'], fixed: thing('data/fixed', both) } };
  change({ network: network('b', '2'), data: { ...data, resource: certain } });
  const plans = await comparedWithApply();
  expect([...plans.values()].map(actionsOf)).toEqual([
    { 'terraform_data.vpc': 'replace' },
    { 'terraform_data.server': 'replace', 'terraform_data.fixed': 'replace' },
    { 'terraform_data.alarm': 'update' },
  ]);
  const possible = [...plans.values()].map(({ details }) => details!.possible.map(({ address }) => address));
  expect(possible).toEqual([[], ['terraform_data.server'], ['terraform_data.alarm']]);
  const { placeholders, text } = plans.get('data')!.details!;
  expect([...placeholders]).toEqual([['terraform_data.preview_network_vpcId', 'network: vpcId']]);
  expect(text).not.toContain('hush');
  change({ data });
  await comparedWithApply();
});

test('a possible replacement does not come when the value turns out to be the same', async () => {
  const kept = (version: string): SmallApp => {
    const first = network('b', '2');
    // Unknown while it is replaced, and then what it was before.
    const same = '${replace(terraform_data.vpc.id, "/.*/", "same")}';
    return {
      resource: { terraform_data: { vpc: thing('network/vpc', { triggers_replace: version, input: 'b' }) } },
      output: { ...first.output, vpcId: { value: same } },
    };
  };
  change({ network: kept('2') });
  await comparedWithApply();
  change({ network: kept('3') });
  const plans = await comparedWithApply();
  expect(plans.get('data')!.details!.possible).toEqual([
    { address: 'terraform_data.server', isReplacement: true, onlyIf: ['network: vpcId'] },
  ]);
  expect(actionsOf((await planned()).get('data')!)).toBe('unchanged');
});

test('an app that is not deployed yet is planned as a whole with what reads it', async () => {
  change({
    queue: network('q'),
    web: {
      ...web,
      reads: ['network', 'data', 'queue'],
      resource: {
        terraform_data: {
          ...web.resource['terraform_data'],
          reader: thing('web/reader', {
            triggers_replace: of('queue', 'subnets.a'),
            input: of('queue', 'subnets.fixed'),
          }),
        },
      },
    },
  });
  const plans = await comparedWithApply();
  expect(actionsOf(plans.get('queue')!)).toEqual({ 'terraform_data.vpc': 'create' });
  expect(actionsOf(plans.get('web')!)).toEqual({ 'terraform_data.reader': 'create' });
  expect(plans.get('web')!.planned.provenance.upstream).toMatchObject({
    'testing/queue': 'planned',
    'testing/data': { serial: expect.any(Number) },
  });
});

test('of any value that is known in part, the same parts are known downstream', async () => {
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
  change({
    network: network('b', '5', { parts }),
    data: {
      ...data,
      resource: { terraform_data: { all: thing('data/all', { input: of('network', 'parts') }) } },
      output: { host: { value: '1' } },
    },
    web: { ...web, resource: { terraform_data: { own: thing('web/own', {}) } }, output: { address: { value: '1' } } },
  });
  const plans = await planned();
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

test('any value arrives as it is, and a secret one is in no expression and no word', async () => {
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
  change({
    network: network('b', '5', { zone, token: secret }),
    data: {
      ...data,
      resource: {
        terraform_data: {
          ...data.resource['terraform_data'],
          all: thing('data/all', { input: of('network', 'zone') }),
        },
      },
    },
    web: { ...web, resource: { terraform_data: { alarm: web.resource['terraform_data']!['alarm']! } }, output: {} },
  });
  const plans = await planned();
  const { plan } = plans.get('data')!.planned.result as {
    plan: { resource_changes: { address: string; change: { after: { input: unknown } } }[]; configuration: unknown };
  };
  const all = plan.resource_changes.find(({ address }) => address === 'terraform_data.all');
  expect(all?.change.after.input).toEqual(value);
  expect(JSON.stringify(plan.configuration)).not.toContain('seen-by-nobody');
  expect(plans.get('data')!.details!.text).not.toContain('seen-by-nobody');
});

test('where a plan fails, what Terraform shows of it has no secret value', async () => {
  const token = of('network', 'token').slice(2, -1);
  const wrong = thing('data/wrong', { input: `\${tonumber(sensitive(${token}))}` });
  change({ data: { ...data, resource: { terraform_data: { ...data.resource['terraform_data'], wrong } } } });
  const { result } = (await planned()).get('data')!.planned;
  expect(result).toMatchObject({ kind: 'failed', error: expect.stringContaining('tonumber') });
  expect(JSON.stringify(result)).not.toContain('seen-by-nobody');
});

test('one app is planned after what is upstream of it and changes, in words, with an exit code', async () => {
  change({ data, network: network('c', '6'), web });
  const [said, noted] = [jest.mocked(console.log), jest.mocked(console.error)];
  for (const one of [said, noted]) one.mockClear();
  await expect(plan('apps/data', testing, here)).resolves.toBe(2);
  expect(noted.mock.calls.flat()).toEqual(['network is planned first, since it changes: 1 to replace, 3 outputs']);
  const words = said.mock.calls.flat().join('\n');
  expect(words).toContain('# terraform_data.server must be replaced');
  expect(words).toContain('terraform_data.server is replaced only if network: vpcId is another than before');
  expect(words).not.toMatch(/terraform_data\.preview_|seen-by-nobody|hush/);
  change({ network: { ...network('c'), output: { other: { value: 'x' } } } });
  await expect(plan('apps/data', testing, here)).rejects.toThrow('network will not publish');
  await expect(plan('apps/web', testing, here)).rejects.toThrow(
    /^web is planned on what is planned upstream of it, and data could not be:\n.*network will not publish/,
  );
});

test('a preview that is applied all the same makes nothing of what stands on an unknown value', async () => {
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
  const folder = join(root, 'by-hand');
  mkdirSync(folder);
  writeFileSync(join(folder, 'preview.tf.json'), preview.json);
  writeFileSync(join(folder, 'values.tf.json'), preview.values);
  const { program } = await installation({ variables });
  const terraform = (...args: string[]) => capture(program, args, { cwd: folder });
  await terraform('init');
  const { code, stderr } = await terraform('apply', '-auto-approve', '-no-color');
  expect([code, stderr]).toEqual([1, expect.stringContaining('jsondecode')]);
  expect((await terraform('state', 'list')).stdout.trim()).toBe('terraform_data.preview_network_vpcId');
});

test('no plan leaves anything behind', () => {
  expect(left()).toEqual([]);
});

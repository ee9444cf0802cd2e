import { plan } from '../commands/commands';
import { made, type SmallApp } from '../testing/small-repository';
import { data, network, of, web } from './testing/chain-apps';
import { actionsOf, ChainWorld } from './testing/chain-world';

process.env['EMBEDDED_AWS_PORT'] = '4692';
const world = new ChainWorld('4692');

beforeAll(() => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  world.start();
});
afterAll(() => world.stop());

test('an environment that does not exist yet is planned as a whole, and then becomes that', async () => {
  world.change({ network: network('a'), data, web });
  const plans = await world.comparedWithApply();
  expect([...plans.values()].map(actionsOf)).toEqual([
    { 'terraform_data.vpc': 'create' },
    { 'terraform_data.fixed': 'create', 'terraform_data.secret': 'create', 'terraform_data.server': 'create' },
    { 'terraform_data.alarm': 'create', 'terraform_data.group': 'create' },
  ]);
  expect(plans.get('web')!.planned.provenance).toMatchObject({
    upstream: { 'testing/network': 'planned', 'testing/data': 'planned' },
  });
  expect(world.left()).toEqual([]);
});

test('an app without changes is not planned, by its record', async () => {
  const plans = await world.planned();
  expect([...plans.values()].map(actionsOf)).toEqual(['unchanged', 'unchanged', 'unchanged']);
});

test('a known value that changes upstream arrives downstream unchanged, through an app that only passes it on', async () => {
  world.change({ network: network('b') });
  const plans = await world.comparedWithApply();
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
  world.change({
    network: renamed,
    data: { ...data, output: { ...data.output, zone: { value: of('network', 'area') } } },
  });
  const plans = await world.comparedWithApply();
  expect([...plans.values()].map(actionsOf)).toEqual([{}, {}, 'unchanged']);
  expect(plans.get('network')!.details!.counts).toMatchObject({ outputs: 2 });
  world.change({ network: network('b'), data });
  await world.comparedWithApply();
});

test('an output that is renamed without its reader is an error, with the place of the reference', async () => {
  const { zone, ...others } = network('b').output!;
  world.change({ network: { ...network('b'), output: { ...others, area: zone! } } });
  const plans = await world.planned();
  expect([...plans.values()].map(actionsOf)).toEqual([
    {},
    expect.stringContaining(
      'data cannot be planned on the planned changes upstream: in output.zone.value, network will not publish zone.',
    ),
    'web was not planned, because data could not be.',
  ]);
  world.change({ network: network('b') });
});

test('a replacement upstream makes replacements downstream possible, and known values stay certain', async () => {
  const both = { triggers_replace: [of('network', 'vpcId'), 'changed'] };
  const { resource } = data;
  const certain = { terraform_data: { ...resource['terraform_data'], fixed: made('data/fixed', both) } };
  world.change({ network: network('b', '2'), data: { ...data, resource: certain } });
  const plans = await world.comparedWithApply();
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
  world.change({ data });
  await world.comparedWithApply();
});

test('a possible replacement does not happen when the value turns out to be the same', async () => {
  const kept = (version: string): SmallApp => {
    const first = network('b', '2');
    // Unknown while it is replaced, and then equal to the old value.
    const same = '${replace(terraform_data.vpc.id, "/.*/", "same")}';
    return {
      resource: { terraform_data: { vpc: made('network/vpc', { triggers_replace: version, input: 'b' }) } },
      output: { ...first.output, vpcId: { value: same } },
    };
  };
  world.change({ network: kept('2') });
  await world.comparedWithApply();
  world.change({ network: kept('3') });
  const plans = await world.comparedWithApply();
  expect(plans.get('data')!.details!.possible).toEqual([
    { address: 'terraform_data.server', isReplacement: true, onlyIf: ['network: vpcId'] },
  ]);
  expect(actionsOf((await world.planned()).get('data')!)).toBe('unchanged');
});

test('an app that is not deployed yet is planned as a whole with its readers', async () => {
  world.change({
    queue: network('q'),
    web: {
      ...web,
      reads: ['network', 'data', 'queue'],
      resource: {
        terraform_data: {
          ...web.resource['terraform_data'],
          reader: made('web/reader', {
            triggers_replace: of('queue', 'subnets.a'),
            input: of('queue', 'subnets.fixed'),
          }),
        },
      },
    },
  });
  const plans = await world.comparedWithApply();
  expect(actionsOf(plans.get('queue')!)).toEqual({ 'terraform_data.vpc': 'create' });
  expect(actionsOf(plans.get('web')!)).toEqual({ 'terraform_data.reader': 'create' });
  expect(plans.get('web')!.planned.provenance.upstream).toMatchObject({
    'testing/queue': 'planned',
    'testing/data': { serial: expect.any(Number) },
  });
});

test('one app is planned after the apps upstream of it that change, in words, with an exit code', async () => {
  world.change({ data, network: network('c', '6'), web });
  const [said, noted] = [jest.mocked(console.log), jest.mocked(console.error)];
  for (const one of [said, noted]) one.mockClear();
  await expect(plan('apps/data', world.environment, world.options)).resolves.toBe(2);
  expect(noted.mock.calls.flat()).toEqual(['network is planned first, since it changes: 1 to replace, 3 outputs']);
  const words = said.mock.calls.flat().join('\n');
  expect(words).toContain('# terraform_data.server must be replaced');
  expect(words).toContain('terraform_data.server is replaced only if network: vpcId changes');
  expect(words).not.toMatch(/terraform_data\.preview_|seen-by-nobody|hush/);
  world.change({ network: { ...network('c'), output: { other: { value: 'x' } } } });
  await expect(plan('apps/data', world.environment, world.options)).rejects.toThrow('network will not publish');
  await expect(plan('apps/web', world.environment, world.options)).rejects.toThrow(
    /^The plan of web depends on the plans of its upstream apps, and data could not be planned:\n.*network will not publish/,
  );
});

test('no plan leaves anything behind', () => {
  expect(world.left()).toEqual([]);
});

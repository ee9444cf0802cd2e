import { globalRegion } from '@malinshopper/aws-facts';
import { environment, variantOf } from '@malinshopper/environments';
import {
  documentsOf,
  judge,
  rules,
  waivers,
  withWaivers,
  worldOf,
  type Documents,
  type World,
} from '@malinshopper/policy/testing';

/** A change of one value in one file: the region of staging, which then differs from the home region of its account. */
const changes = { region: 'eu-central-1' } as const;
const home = 'eu-west-1';
const elsewhere = variantOf(environment('staging'), changes);
const apps = ['network', 'data', 'compute', 'delivery'];

interface Json {
  readonly terraform: { readonly backend: { readonly s3: { readonly region: string } } };
  readonly provider: { readonly aws: readonly { readonly alias?: string; readonly region: string }[] };
  readonly data?: { readonly terraform_remote_state?: Record<string, { config: { region: string } }> };
}

let documents: Documents;
let world: World;
const of = (app: string) => documents.own.get(app) as Json;

beforeAll(async () => {
  documents = await documentsOf({ environment: elsewhere, changes });
  world = worldOf(documents);
});

describe.each(apps)('%s of an environment that is in another region than its account', (app) => {
  it('has a provider of that region, and a second one for global resources', () => {
    const providers = of(app).provider.aws.map(({ alias = 'the default', region }) => [alias, region]);
    expect(providers[0]).toEqual(['the default', 'eu-central-1']);
    expect(providers.slice(1).filter(([, region]) => region !== globalRegion)).toEqual([]);
  });

  it('has its state, and reads those of others, in the region of the account', () => {
    const { terraform, data } = of(app);
    const read = Object.values(data?.terraform_remote_state ?? {}).map(({ config }) => config.region);
    expect(new Set([terraform.backend.s3.region, ...read])).toEqual(new Set([home]));
  });

  it('names no third region anywhere, and the account’s only to find states', () => {
    const { terraform, data, ...rest } = of(app);
    expect([terraform.backend.s3.region, data !== undefined]).toEqual([home, true]);
    const { terraform_remote_state: states, ...otherData } = data!;
    expect(Object.keys(states ?? {}).length).toBeGreaterThan(0);
    const named = JSON.stringify({ ...rest, otherData }).match(/\b(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d(?=[a-f]?\b)/g);
    expect([...new Set(named)].filter((region) => region !== globalRegion)).toEqual(['eu-central-1']);
  });

  it('reads the regional resources of the account in its own region', () => {
    const outputs = JSON.stringify(of(app)).match(/terraform_remote_state\.account-of-nonproduction\.outputs\.\w+/g);
    const regional = [...new Set(outputs)].filter((output) => !/\.(zoneIds|globalAlarmTopicArns)$/.test(output));
    expect(regional.length).toBeGreaterThan(0);
    expect(regional.filter((output) => !output.endsWith('_eu_central_1'))).toEqual([]);
  });
});

describe('the account of such an environment', () => {
  const made = () => world.resources().filter(({ app }) => app === 'account');
  const paths = (region: string) => made().filter((one) => one.region === region);
  const atHome = (path: string) => path.replace('/eu-central-1/', '/');

  it('has the same resources in that region as in its own, by the same constructs', () => {
    const known = new Map(paths(home).map(({ path, type }) => [path, type]));
    const there = paths('eu-central-1');
    expect(there.length).toBeGreaterThan(50);
    for (const { path, type } of there) expect([path, known.get(atHome(path))]).toEqual([path, type]);
  });

  it('has some resources only in its own region: identities, zones, the trail, states, the key of reviews, the budget', () => {
    const there = new Set(paths('eu-central-1').map(({ path }) => atHome(path)));
    const once = paths(home).filter(({ path }) => !there.has(path));
    const parts = once.map(({ path }) => path.split('/').slice(1, path.startsWith('account/settings/') ? 3 : 2));
    expect([...new Set(parts.map((part) => part.join('/')))].sort()).toEqual([
      'access',
      'budget',
      'dns',
      'query-logs',
      'settings/buckets',
      'settings/passwords',
      'state',
      'trail',
      'zone-signing',
    ]);
  });

  it('publishes the same outputs for that region as for its own', () => {
    const names = Object.keys((documents.own.get('account') as { output: object }).output);
    const there = names.filter((name) => name.endsWith('_eu_central_1'));
    expect(there.length).toBeGreaterThan(0);
    expect(there.map((name) => name.replace('_eu_central_1', '')).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('gives each bucket a name of its own: bucket names are shared by all regions', () => {
    const names = made().flatMap(({ type, config }) => (type === 'aws_s3_bucket' ? [String(config['bucket'])] : []));
    expect(names.filter((name) => name.includes('access-logs'))).toHaveLength(2);
    expect([...new Set(names)]).toEqual(names);
  });

  it('allows CI and workloads to work in both regions, and in no third', () => {
    const policies = made().filter(({ type, path }) => type === 'aws_iam_policy' && path.includes('boundary'));
    expect(policies.length).toBeGreaterThan(5);
    for (const { path, config } of policies) {
      const named = String(config['policy']).match(/"aws:RequestedRegion":(\[.*?\]|".*?")/g) ?? [];
      const regions = new Set(named.join().match(/(?<=")[a-z]{2}-[a-z]+-\d(?=")/g));
      expect([path, [...regions].filter((region) => region !== globalRegion)]).toEqual([path, [home, 'eu-central-1']]);
    }
  });

  it('allows the break-glass role only in regions with an alarm: both regions and us-east-1', () => {
    const topics = made().filter(({ type, path }) => type === 'aws_sns_topic' && path.includes('/break-glass/'));
    const role = made().find(({ path }) => path === 'account/access/break-glass/role')!;
    const trust = JSON.parse(String(role.config['assume_role_policy'])) as {
      Statement: { Condition: { StringEquals: Record<string, string[]> } }[];
    };
    const assumed = trust.Statement[0]!.Condition.StringEquals['aws:RequestedRegion']!;
    expect(assumed).toEqual([home, 'eu-central-1', globalRegion]);
    expect(topics.map(({ region }) => region).sort()).toEqual([...assumed].sort());
  });
});

it('has no finding without a waiver for staging', () => {
  const today = new Date().toISOString().slice(0, 10);
  const found = withWaivers(judge(world, rules), 'staging', waivers, today).judged.filter(({ fault }) => fault);
  const open = found.filter(({ waiver }) => waiver === undefined);
  expect(open.map(({ rule, resource, fault }) => `${rule.id} ${resource.path}: ${fault}`)).toEqual([]);
  expect(found.length).toBeGreaterThan(0);
});

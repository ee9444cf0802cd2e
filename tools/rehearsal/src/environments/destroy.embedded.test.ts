import { environment } from '@malinshopper/environments';
import { capture } from '@malinshopper/terraform';
import { answersAsAws, heedsFilters } from './answers/answers-as-aws';
import { instancesAsTheirTemplates } from './answers/instances-as-templates';
import { clientsOf, type Clients } from '../clients';
import { inventory } from '../inventory/inventory';
import { root } from '../programs';
import { changedByItsTeams, downByItsTeams } from './testing/by-its-teams';
import { startFrom } from './testing/standing';
import { closeWorld } from '../world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4633';
const branch = environment('feature/checkout');
const host = environment('testing');

/** The output of `npm run destroy`, and its exit code. */
const destroyed = (ref: string) =>
  capture(process.execPath, ['tools/run.mjs', 'destroy', ref], {
    cwd: root,
    env: { ...process.env, EMBEDDED_AWS: 'on' },
  });
const left = async (of: typeof host) => inventory(await clientsOf(of), of);

beforeAll(() => startFrom('testing-and-branch'), 90 * minutes);
afterAll(() => closeWorld());

describe("the answers to AWS's clients about testing and a branch", () => {
  let clients: Clients;
  beforeAll(async () => (clients = await clientsOf(host)));

  instancesAsTheirTemplates(host, () => clients);
  answersAsAws(host);
  heedsFilters(host);
});

describe('a branch, changed and destroyed by the roles of its teams with its host deployed', () => {
  let changed: Awaited<ReturnType<typeof changedByItsTeams>>;
  let ended: Awaited<ReturnType<typeof destroyed>>;

  beforeAll(async () => {
    changed = await changedByItsTeams(branch.ref, { logRetentionDays: 30, priceClass: 'PriceClass_200' });
    await downByItsTeams(branch.ref);
    // It searches for remains among all resources of its host.
    ended = await destroyed(branch.ref);
  }, 90 * minutes);

  it('was changed by the teams of apps that have logs or deliver content, and not by the others', () => {
    const done = [...changed].filter(([, said]) => /done: \d+ changes? applied/.test(said));
    expect(done.map(([team]) => team)).toEqual(['data', 'compute']);
  });

  it('ends successfully then for an owner of the account, with the report that nothing is left', () => {
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(ended.stdout).toContain(`AWS has no resources of ${branch.name} any more`);
  });

  it('leaves nothing of its own in AWS, and all of its host', async () => {
    await expect(left(branch)).resolves.toEqual([]);
    await expect(left(host)).resolves.toEqual(expect.arrayContaining([expect.stringMatching(/^nat-gateway /)]));
  });
});

describe('its host, destroyed after it', () => {
  let ended: Awaited<ReturnType<typeof destroyed>>;

  beforeAll(async () => (ended = await destroyed(host.ref)), 90 * minutes);

  it('ends successfully, with the report that nothing is left', () => {
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(ended.stdout).toContain(`AWS has no resources of ${host.name} any more`);
  });

  it.each([branch.ref, host.ref])('leaves nothing in AWS: %s', async (ref) => {
    await expect(left(environment(ref))).resolves.toEqual([]);
  });
});

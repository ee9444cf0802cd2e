import childProcess, { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { appNames, environment, variantOf, workerRoles, type EnvironmentConfig } from '@malinshopper/environments';
import { leaveCreationStacksOut } from '@malinshopper/stack';
import { synthesize } from '@malinshopper/stack/synth';
import { synthesizeEach } from '@malinshopper/synth';

const root = resolve(__dirname, '../../..');
const program = ['--require', 'tsx/cjs', 'libs/stack/src/synth.ts'];
const apps = [...appNames].sort();
const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'synth-test-'));
  folders.push(made);
  return made;
};
const stacks = (out: string) =>
  Object.fromEntries(
    readdirSync(join(out, 'stacks')).map((app) => [app, readFileSync(join(out, 'stacks', app, 'cdk.tf.json'), 'utf8')]),
  );
const env = (more: Record<string, string> = {}) => ({ ...process.env, ENVIRONMENT: '', ...more });

/** The environments that are synthesized by every method, and their names. */
const every = [
  ['production', 'production'],
  ['staging', 'staging'],
  ['testing', 'testing'],
  ['feature/checkout', environment('feature/checkout').name],
] as const;
/** The stacks of all of them from one process: every other method has to produce the same bytes. */
let inOneProcess: string;
const together = (name: string) => stacks(join(inOneProcess, name));
beforeAll(() => {
  // Under jest every stack trace is mapped to the sources, and cdktf creates one for each token.
  leaveCreationStacksOut();
  inOneProcess = folder();
  const named = every.flatMap(([ref]) => ['--environment', ref]);
  execFileSync(process.execPath, [...program, ...named, '--each', '--out', inOneProcess], { cwd: root, env: env() });
});
afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true })));

describe('the synthesis', () => {
  it('of all apps starts no program', () => {
    const started = [
      ...(['exec', 'execFile', 'fork', 'spawn'] as const).map((name) => jest.spyOn(childProcess, name)),
      ...(['execSync', 'execFileSync', 'spawnSync'] as const).map((name) => jest.spyOn(childProcess, name)),
    ];
    const out = folder();
    synthesize(
      apps.map((app) => join(root, 'apps', app)),
      environment('testing'),
      out,
    );
    expect(Object.keys(stacks(out)).sort()).toEqual(apps);
    for (const start of started) expect(start).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it.each(every)(
    'of %s produces the same bytes twice, app by app and all at once, and through cdktf.json as cdktf-cli runs it',
    (ref, name) => {
      const [apart, byCli] = [folder(), folder()];
      for (const app of apps) synthesize([join(root, 'apps', app)], environment(ref), apart);
      const { app } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as { app: string };
      execFileSync('sh', ['-c', app], { cwd: root, env: env({ ENVIRONMENT: ref, CDKTF_OUTDIR: byCli }) });

      expect(Object.keys(together(name)).sort()).toEqual(apps);
      expect(stacks(apart)).toEqual(together(name));
      expect(stacks(byCli)).toEqual(together(name));
    },
  );

  it('of every permanent environment at once produces the bytes of each alone, whatever ENVIRONMENT contains', async () => {
    const projects = apps.map((app) => `apps/${app}`);
    const before = process.env['ENVIRONMENT'];
    process.env['ENVIRONMENT'] = 'feature/checkout';
    try {
      const all = await synthesizeEach(undefined, projects);
      expect([...all.keys()].sort()).toEqual(['production', 'staging', 'testing']);
      expect(await synthesizeEach(['staging'], projects)).toEqual(new Map([['staging', all.get('staging')]]));
    } finally {
      if (before === undefined) delete process.env['ENVIRONMENT'];
      else process.env['ENVIRONMENT'] = before;
    }
  });

  it('does not depend on the target: AWS or embedded AWS', () => {
    const embedded = folder();
    execFileSync(process.execPath, [...program, '--environment', 'staging', '--out', embedded], {
      cwd: root,
      env: env({ EMBEDDED_AWS: 'on', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_PROFILE: 'other' }),
    });
    expect(stacks(embedded)).toEqual(together('staging'));
  });

  it.each([
    [['--environment', 'prodution'], /^Unknown environment "prodution"\. Known are: production, staging, testing/],
    [[], /^Which environment\? There is no default\./],
  ])('with %j is refused in one sentence, and writes nothing', (args, message) => {
    const out = folder();
    const { status, stderr } = spawnSync(process.execPath, [...program, ...args, '--out', out], {
      cwd: root,
      env: env(),
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(readdirSync(out)).toEqual([]);
  });

  it('with other values equals that of an environment with these values in its file', () => {
    const [tried, written] = [folder(), folder()];
    const changes = { priceClass: 'PriceClass_All' } as const;
    const flags = ['--environment', 'testing', '--changes', JSON.stringify(changes)];
    execFileSync(process.execPath, [...program, ...flags, '--out', tried, 'apps/data'], { cwd: root, env: env() });
    synthesize([join(root, 'apps/data')], variantOf(environment('testing'), changes), written);
    expect(stacks(tried)).toEqual(stacks(written));
    expect(stacks(tried)['data']).toContain('"price_class": "PriceClass_All"');
  });

  it.each(['production', 'testing', 'feature/checkout'])(
    'of %s produces the same bytes for unrelated resources when its Hadoop jobs move to a cluster',
    (name) => {
      const [before, after] = [folder(), folder()];
      const hadoop: EnvironmentConfig['hadoop'] = {
        mode: 'cluster',
        replaces: workerRoles,
        primary: { instanceTypes: ['m7g.xlarge'] },
        core: { instanceTypes: ['m7g.xlarge'], units: 2 },
        task: { instanceTypes: ['m6g.xlarge', 'm7g.xlarge', 'r6g.xlarge'], maxUnits: 4 },
      };
      const projects = apps.map((app) => join(root, 'apps', app));
      synthesize(projects, environment(name), before);
      synthesize(projects, variantOf(environment(name), { hadoop }), after);
      const different = apps.filter((app) => stacks(before)[app] !== stacks(after)[app]);
      // In production's data, one tag differs: only with a cluster, compute opens the server to more than the groups of
      // instances.
      expect(different).toEqual(['compute', ...(name === 'production' ? ['data'] : []), 'delivery']);
    },
  );

  it('refuses a stack without the name of its folder', () => {
    expect(() => synthesize([join(root, 'libs/stack/src/testing/misnamed')], environment('testing'), folder())).toThrow(
      /The stack of .*misnamed is called "another": it has to carry its folder's name\./,
    );
  });
});

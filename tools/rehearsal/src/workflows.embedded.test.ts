import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkout,
  configureAwsCredentials,
  nothing,
  runWorkflow,
  type EndedJob,
  type GitHub,
} from '@malinshopper/ci/testing';
import { environment, gitHubIssuer, repository } from '@malinshopper/environments';
import { embeddedEndpoint, ISSUERS_VARIABLE } from '@malinshopper/local-aws';
import { TokenIssuer } from '@malinshopper/local-aws/issuer';
import { readRecordOf } from '@malinshopper/terraform';
import { clientsOf, type Clients } from './clients';
import { failingHalfWay } from './failing-half-way';
import { refusedJobs } from './refused-jobs';
import { failures, results } from './testing/ended-jobs';
import { npmThatLinks, Pushed } from './testing/pushed';
import { startFrom } from './testing/standing';
import { withoutRight } from './testing/without-right';
import { closeWorld } from './world';

const minutes = 60_000;
const [port, flawed] = ['4684', '4685'];
process.env['EMBEDDED_AWS_PORT'] = port;
const testing = environment('testing');
const stack = 'apps/delivery/src/delivery-stack.ts';
const workflows = '.github/workflows';

let clients: Clients;
let issuer: TokenIssuer;
let pushed: Pushed;
let machine: string;
let bin: string;

beforeAll(async () => {
  issuer = await TokenIssuer.start(gitHubIssuer);
  process.env[ISSUERS_VARIABLE] = issuer.variable;
  await startFrom('testing');
  clients = await clientsOf(testing);
  pushed = Pushed.begin();
  machine = mkdtempSync(join(tmpdir(), 'machine-'));
  bin = npmThatLinks();
}, 40 * minutes);

afterAll(async () => {
  await closeWorld();
  await issuer?.close();
  for (const folder of [pushed?.folder, machine, bin && join(bin, '..')])
    if (folder) rmSync(folder, { recursive: true, force: true });
});

/** GitHub with machines that find the embedded AWS where AWS would be, and have no credentials of it. */
function gitHub(more: Partial<GitHub> = {}): GitHub {
  const { PATH = '', HOME = '', TMPDIR = tmpdir(), XDG_CACHE_HOME } = process.env;
  return {
    repository,
    origin: pushed.folder,
    machine,
    issuer,
    env: {
      ...{ PATH: `${bin}:${PATH}`, HOME, TMPDIR, ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }) },
      ...{ EMBEDDED_AWS: 'on', EMBEDDED_AWS_PORT: port, EMBEDDED_AWS_CREDENTIALS: 'given' },
      ...{ NX_DAEMON: 'false', NX_TUI: 'false', GITHUB_RUN_ID: '1' },
    },
    actions: {
      'actions/checkout': checkout(pushed.folder),
      'actions/setup-node': nothing,
      'actions/cache': nothing,
      'aws-actions/configure-aws-credentials': configureAwsCredentials(embeddedEndpoint()),
      'github/codeql-action/upload-sarif': () => {
        throw new Error('Resource not accessible by integration');
      },
    },
    event: { name: 'push', payload: {} },
    ...more,
  };
}

const recordOf = (app: string) =>
  readRecordOf(clients.s3, {
    bucket: `malinshopper-terraform-state-${testing.account.id}`,
    key: `${app === 'account' ? testing.account.name : testing.name}/${app}.tfstate`,
  });
const skipped = { 'testing / account': 'skipped', 'testing / network': 'skipped', 'testing / data': 'skipped' };

describe('a change of delivery that is merged', () => {
  it('is deployed by the job of its app, with the role of its team, and by no other job', async () => {
    const commit = pushed.change(stack, 'CodeDeploy in', 'CodeDeploy deploys in');
    const jobs = await runWorkflow(gitHub(), `${workflows}/deploy.yml`, { jobs: ['testing'] });
    expect(failures(jobs)).toEqual([]);
    expect(results(jobs)).toEqual({
      'testing / affected': 'success',
      ...skipped,
      'testing / compute': 'skipped',
      'testing / delivery / deploy': 'success',
    });
    expect(jobs.map(({ environment }) => environment).filter(Boolean)).toEqual([
      'nonproduction-platform-plan',
      'nonproduction-delivery-deploy',
    ]);
    await expect(recordOf('delivery')).resolves.toMatchObject({
      outcome: 'deployed',
      commit: { id: commit, clean: true },
      who: `arn:aws:sts::${testing.account.id}:assumed-role/delivery-deploy/github-1-1`,
    });
  });

  it('is found deployed by the next run, which starts no such job', async () => {
    const jobs = await runWorkflow(gitHub(), `${workflows}/deploy.yml`, { jobs: ['testing'] });
    expect(failures(jobs)).toEqual([]);
    expect(results(jobs)).toEqual({
      'testing / affected': 'success',
      ...skipped,
      'testing / compute': 'skipped',
      'testing / delivery': 'skipped',
    });
  });
});

describe('a role of a team that lacks a right', () => {
  it('is refused by the embedded AWS as by AWS, and run again with the right the same run deploys what is left', async () => {
    pushed.change(stack, 'CodeDeploy deploys in', 'CodeDeploy is in');
    const refused = await withoutRight(clients.iam, 'delivery-deploy', /"iam:UpdateRole(Description)?"/g, () =>
      runWorkflow(gitHub(), `${workflows}/deploy.yml`, { jobs: ['testing', 'staging'] }),
    );
    expect(results(refused)).toMatchObject({ 'testing / delivery / deploy': 'failure', staging: 'skipped' });
    expect(failures(refused).join()).toMatch(
      /delivery-deploy\/github-1-1 is not authorized to perform: iam:UpdateRole\w* because no identity-based policy allows/,
    );
    await expect(recordOf('delivery')).resolves.toMatchObject({ outcome: 'failed' });

    const again = await runWorkflow(gitHub(), `${workflows}/deploy.yml`, { jobs: ['testing'] });
    expect(failures(again)).toEqual([]);
    expect(results(again)).toMatchObject({ ...skipped, 'testing / delivery / deploy': 'success' });
  });
});

describe('a job that fails in the midst of its apply', () =>
  failingHalfWay(testing, [Number(port), Number(flawed)], () => ({ clients, pushed, gitHub })));

describe('a job that asks for what is not its team’s', () => refusedJobs(() => ({ pushed, gitHub })));

describe('nx deploy, in a job of the team of delivery', () => {
  const file = `${workflows}/deploy-app.yml`;
  const others = ['account', 'network', 'data', 'compute'];

  it('deploys that app, ends at once for the four that the role may not deploy, and is refused another one', async () => {
    const before = await Promise.all(others.map(recordOf));
    pushed.change(stack, 'description: `', 'description: `By Nx, ');
    const nx = (verb: string, app: string) => `npx nx ${verb} ${app} -c "$ENVIRONMENT" --output-style=static`;
    const own = 'npm run deploy -- "$ENVIRONMENT" --app "$APP" --run "$GITHUB_RUN_ID"';
    pushed.change(file, own, `${nx('deploy', '"$APP"')} && echo deployed && ${nx('plan', 'network')}`);
    const inputs = { environment: 'testing', account: 'nonproduction', app: 'delivery', team: 'delivery', last: '' };
    const [{ log }] = (await runWorkflow(gitHub(), file, { inputs })) as [EndedJob];
    const [deploy = '', plan = ''] = log.split(/^deployed$/m);
    // The end of it only: that is where it says what went wrong, and CI shows little of a long text.
    expect(plan === '' ? deploy.slice(-3_000) : '').toBe('');
    const unchanged = [...deploy.matchAll(/^(\w+): unchanged since /gm)].map(([, app]) => app);
    expect(unchanged.sort()).toEqual([...others].sort());
    await expect(Promise.all(others.map(recordOf))).resolves.toEqual(before);
    await expect(recordOf('delivery')).resolves.toMatchObject({
      outcome: 'deployed',
      who: `arn:aws:sts::${testing.account.id}:assumed-role/delivery-deploy/github-1-1`,
    });
    // Before anything is touched: the role may not read its state.
    expect(plan).toMatch(/network\.tfstate(\.tflock)? cannot be read: AccessDenied: .*delivery-deploy/);
  });
});

describe('a pull request of a fork', () => {
  // The programs of lint, types and environments are those of npm test, which is where this runs: twice they would take minutes.
  // What the job of the policy has written is looked at before a next one begins.
  const jobs = [['test', 'affected'], ['policy']];

  it('is checked without a token, and uploads nothing', async () => {
    const base = pushed.add('first.txt');
    pushed.add('second.txt');
    const head = { repo: { full_name: 'someone/infrastructure' } };
    const payload = { pull_request: { number: 7, base: { sha: base }, head } };
    const event = { name: 'pull_request', payload } as const;
    const ended: EndedJob[] = [];
    for (const some of jobs) {
      ended.push(...(await runWorkflow(gitHub({ event }), `${workflows}/pull-request.yml`, { jobs: some })));
    }
    expect(failures(ended)).toEqual([]);
    expect(results(ended)).toEqual(Object.fromEntries(jobs.flat().map((name) => [name, 'success'])));
    expect(ended[1]?.log).toMatch(/network +│ unchanged/);
    expect(ended[2]?.log).toMatch(/production +\d+ resources, \d+ verdicts in \d+ ms: no finding/);
    const findings = readFileSync(join(machine, 'workspace', 'policy.sarif'), 'utf8');
    expect(JSON.parse(findings)).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: expect.anything() } }] });
  });
});

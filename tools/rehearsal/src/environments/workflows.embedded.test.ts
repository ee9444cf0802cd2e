import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  artefacts,
  checkout,
  configureAwsCredentials,
  nothing,
  runWorkflow,
  startGitHub,
  workflowIn,
  type EndedJob,
  type GitHub,
  type StandIn,
} from '@malinshopper/ci/testing';
import { appNames, environment, gitHubIssuer, repository, type AccountName } from '@malinshopper/environments';
import { ISSUERS_VARIABLE } from '@malinshopper/local-aws';
import { TokenIssuer } from '@malinshopper/local-aws/issuer';
import { readRecordOf } from '@malinshopper/terraform';
import { clientsOf, type Clients } from '../clients';
import { refusedJobs } from './refused-jobs';
import { DeliveryWay } from './testing/delivery-way';
import { failures, results } from './testing/ended-jobs';
import { npmThatLinks, Pushed } from './testing/pushed';
import { startFrom } from './testing/standing';
import { up } from './testing/up';
import { unreviewedDeploys } from './unreviewed-deploys';
import { wayToProduction } from './way-to-production';
import { closeWorld } from '../world';

const minutes = 60_000;
// Accounts are separate: each has an embedded AWS, and a connection of the jobs to it, on ports of their own.
const ways: Readonly<Record<AccountName, DeliveryWay>> = {
  nonproduction: new DeliveryWay(4684, 4685),
  production: new DeliveryWay(4670, 4671),
};
process.env['EMBEDDED_AWS_PORT'] = String(ways.nonproduction.port);
const testing = environment('testing');
const workflows = '.github/workflows';

const clients: Partial<Record<AccountName, Clients>> = {};
let issuer: TokenIssuer;
let api: StandIn;
let pushed: Pushed;
let machine: string;
let bin: string;

/** Runs some work with the embedded AWS of an account as the chosen one. */
async function at<T>(account: AccountName, work: () => Promise<T>): Promise<T> {
  const before = process.env['EMBEDDED_AWS_PORT'];
  process.env['EMBEDDED_AWS_PORT'] = String(ways[account].port);
  try {
    return await work();
  } finally {
    process.env['EMBEDDED_AWS_PORT'] = before;
  }
}

beforeAll(async () => {
  issuer = await TokenIssuer.start(gitHubIssuer);
  process.env[ISSUERS_VARIABLE] = issuer.variable;
  api = await startGitHub([repository]);
  await at('nonproduction', async () => {
    await startFrom('testing');
    await up('staging');
    clients.nonproduction = await clientsOf(testing);
  });
  await at('production', async () => {
    await startFrom('production');
    clients.production = await clientsOf(environment('production'));
  });
  for (const way of Object.values(ways)) await way.open();
  pushed = Pushed.begin();
  machine = mkdtempSync(join(tmpdir(), 'machine-'));
  bin = npmThatLinks();
}, 90 * minutes);

afterAll(async () => {
  for (const account of ['nonproduction', 'production'] as const) await at(account, closeWorld);
  await issuer?.close();
  await api?.end();
  for (const way of Object.values(ways)) await way.close();
  for (const folder of [pushed?.folder, machine, bin && join(bin, '..')])
    if (folder) rmSync(folder, { recursive: true, force: true });
});

/**
 * GitHub with machines that find the embedded AWS of the job's account in the place of AWS, and have no credentials of
 * it.
 */
function gitHub(more: Partial<GitHub> = {}): GitHub {
  const { PATH = '', HOME = '', TMPDIR = tmpdir(), XDG_CACHE_HOME } = process.env;
  return {
    repository,
    origin: pushed.folder,
    machine,
    issuer,
    env: (of = '') => ({
      ...{ PATH: `${bin}:${PATH}`, HOME, TMPDIR, ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }) },
      ...{ EMBEDDED_AWS: 'on', EMBEDDED_AWS_CREDENTIALS: 'given', NX_DAEMON: 'false', NX_TUI: 'false' },
      GITHUB_API_URL: api.url,
      EMBEDDED_AWS_PORT: String(ways[of.startsWith('production-') ? 'production' : 'nonproduction'].wayPort),
    }),
    actions: {
      'actions/checkout': checkout(pushed.folder),
      // Those of one run.
      ...artefacts(join(machine, `artefacts-${more.run ?? '1'}`)),
      'actions/setup-node': nothing,
      'actions/cache': nothing,
      'aws-actions/configure-aws-credentials': configureAwsCredentials(
        ({ EMBEDDED_AWS_PORT }) => `http://127.0.0.1:${EMBEDDED_AWS_PORT}`,
      ),
      'github/codeql-action/upload-sarif': () => {
        throw new Error('Resource not accessible by integration');
      },
    },
    event: { name: 'push', payload: {} },
    ...more,
  };
}

const recordOf = (app: string) =>
  readRecordOf(clients.nonproduction!.s3, {
    bucket: `malinshopper-terraform-state-${testing.account.id}`,
    key: `${app === 'account' ? testing.account.name : testing.name}/${app}.tfstate`,
  });

describe('a change of delivery, from its pull request to production', () =>
  wayToProduction(ways, () => {
    const on = api.state.repositories[repository]!;
    return { clients: clients as Record<AccountName, Clients>, pushed, gitHub, at, on };
  }));

describe('a change of delivery without a review', () => unreviewedDeploys(() => ({ pushed, gitHub })));

describe('a job that requests access of another team', () => refusedJobs(() => ({ pushed, gitHub })));

describe('nx deploy, in a job of the team of delivery', () => {
  const file = `${workflows}/deploy-app.yml`;
  const others = appNames.filter((name) => name !== 'delivery');

  it('deploys that app, ends at once for the four that the role may not deploy, and is refused another one', async () => {
    const before = await Promise.all(others.map(recordOf));
    pushed.change('apps/delivery/src/delivery-stack.ts', 'description: `', 'description: `By Nx, ');
    const nx = (verb: string, app: string) => `npx nx ${verb} ${app} -c "$ENVIRONMENT" --output-style=static`;
    const own = 'npm run deploy -- "$ENVIRONMENT" --app "$APP" --run "$GITHUB_RUN_ID" --reviewed';
    pushed.change(file, own, `${nx('deploy', '"$APP"')} && echo deployed && ${nx('plan', 'network')}`);
    const inputs = { environment: 'testing', account: 'nonproduction', app: 'delivery', team: 'delivery', last: '' };
    const [{ log }] = (await runWorkflow(gitHub(), file, { inputs })) as [EndedJob];
    const [deploy = '', plan = ''] = log.split(/^deployed$/m);
    // Only its end: the error is there, and CI shows little of a long text.
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
  // The files that the job of the policy has written are read before a next one begins. The job affected is that of the
  // change above.
  const jobs = [
    ['lint', 'types', 'test', 'environments', 'rehearsal'],
    ['outdated', 'plan-nonproduction', 'plan-production', 'review'],
    ['policy'],
  ];

  it('is checked by no job that is not run here', () => {
    const { jobs: all } = workflowIn(pushed.folder, `${workflows}/pull-request.yml`);
    expect(Object.keys(all).sort()).toEqual([...jobs.flat(), 'affected'].sort());
  });

  it('is checked without a token, is not planned, and uploads nothing', async () => {
    // npm test, which runs this, checks all files: twice they would take minutes. So there are few in this repository.
    pushed.change('tsconfig.json', '"apps/*/src/**/*.ts", ', '');
    pushed.change('tsconfig.json', ', "libs/*/src/**/*.ts", "tools/*/src/**/*.ts"', '');
    pushed.change('.prettierignore', '.nx/', '/*\n!/environments/\n.nx/');
    const base = pushed.addPage('first');
    pushed.addPage('second');
    const head = { repo: { full_name: 'someone/infrastructure' } };
    const payload = { pull_request: { number: 7, base: { sha: base }, head } };
    const event = { name: 'pull_request', payload } as const;
    const ended: EndedJob[] = [];
    for (const some of jobs) {
      ended.push(...(await runWorkflow(gitHub({ event }), `${workflows}/pull-request.yml`, { jobs: some })));
    }
    expect(failures(ended)).toEqual([]);
    const isOfOwn = (name: string) => name.startsWith('plan-') || name === 'outdated';
    const wanted = jobs.flat().map((name) => [name, isOfOwn(name) ? 'skipped' : 'success']);
    expect(results(ended)).toEqual(Object.fromEntries(wanted));
    expect(ended.find(({ name }) => name === 'review')?.log).toMatch(
      /This pull request is from a fork: it is not planned/,
    );
    expect(ended.at(-1)?.log).toMatch(/production +\d+ resources, \d+ verdicts in \d+ ms: no finding/);
    const findings = readFileSync(join(machine, 'workspace', 'policy.sarif'), 'utf8');
    expect(JSON.parse(findings)).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: expect.anything() } }] });
  });
});

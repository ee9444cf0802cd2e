import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TokenIssuer } from '@malinshopper/local-aws/issuer';
import { checkout, configureAwsCredentials, runWorkflow, type GitHub, type RunOptions } from './testing';
import { taken } from './testing/files';

let folder: string;
let issuer: TokenIssuer;
beforeAll(async () => (issuer = await TokenIssuer.start('issuer.example')));
afterAll(() => issuer.close());
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runner-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const start = '{ uses: actions/checkout@v1 }';
/** Runs `main.yml` of a repository with some files. */
async function ran(files: Record<string, string>, more: Partial<GitHub> = {}, options: RunOptions = {}) {
  const origin = join(folder, 'origin');
  for (const [name, text] of Object.entries({ 'a.txt': 'a', ...files })) {
    mkdirSync(dirname(join(origin, name)), { recursive: true });
    writeFileSync(join(origin, name), text);
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: origin });
  git('init', '--quiet');
  git('add', '--all');
  git(
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@localhost',
    'commit',
    '--quiet',
    '--allow-empty',
    '--message=first',
  );
  const gitHub: GitHub = {
    repository: 'shop/infrastructure',
    origin,
    machine: join(folder, 'machine'),
    env: () => ({ PATH: process.env['PATH'] ?? '' }),
    issuer,
    actions: {
      'actions/checkout': checkout(origin),
      'aws-actions/configure-aws-credentials': configureAwsCredentials(() => issuer.address),
    },
    event: { name: 'push', payload: { number: 7 } },
    ...more,
  };
  return runWorkflow(gitHub, 'main.yml', options);
}
const job = (more: string, ...steps: string[]) =>
  `{ permissions: {}, ${more} steps: [${[start, ...steps].join(', ')}] }`;
const main = (jobs: Record<string, string>, more = '') => ({
  'main.yml': `on: {push: {}}\n${more}\njobs:\n${Object.entries(jobs)
    .map(([id, text]) => `  ${id}: ${text}\n`)
    .join('')}`,
});
const results = (jobs: Awaited<ReturnType<typeof ran>>) =>
  Object.fromEntries(jobs.map(({ name, result }) => [name, result]));

test('a job has a clone of its own, and steps pass on variables and outputs as on GitHub', async () => {
  const [first, second] = await ran(
    main(
      {
        one: job(
          "outputs: { said: '${{ steps.say.outputs.word }}' }, env: { A: job },",
          "{ run: 'ls && echo B=later >>$GITHUB_ENV && touch other' }",
          '{ id: say, env: { C: "${{ github.event.number }}" }, run: \'printf "word<<E\\n%s\\n%s\\nE\\n" "$A$B$C$D" end >>$GITHUB_OUTPUT; echo page >>$GITHUB_STEP_SUMMARY\' }',
        ),
        two: job('needs: one, env: { WORD: "${{ needs.one.outputs.said }}" },', "{ run: 'ls; echo got $WORD' }"),
      },
      'env: { D: workflow }',
    ),
  );
  expect(first).toMatchObject({ name: 'one', result: 'success', outputs: { said: 'joblater7workflow\nend' } });
  expect(first?.log).toMatch(/a\.txt[^]*page/);
  expect(second?.log).toContain('got joblater7workflow end');
  expect(second?.log).not.toContain('other');
});

test('a job finds the last commit, with the requested history, whatever an earlier job has left', async () => {
  const looks = (depth: string) => {
    const say = `{ run: 'echo "= $(git rev-list --count HEAD) $(cat a.txt)$(git status --short)"; echo b >a.txt' }`;
    return `{ permissions: {}, steps: [{ uses: actions/checkout@v1, with: { fetch-depth: ${depth} } }, ${say}] }`;
  };
  const jobs = { one: looks('0'), two: looks('1'), three: looks('0') };
  await ran({ ...main(jobs), 'a.txt': 'first' });
  const ended = await ran({ ...main(jobs), 'a.txt': 'second' });
  const said = ended.map(({ log }) => /^= (.*)$/m.exec(log)?.[1]);
  expect(said).toEqual(['2 second', '1 second', '2 second']);
});

test('after a failure only the steps and jobs run that request it', async () => {
  const jobs = await ran(
    main({
      broken: job(
        '',
        '{ run: exit 3 }',
        '{ run: echo not-this }',
        "{ if: failure() || success(), run: 'echo tidied' }",
      ),
      after: job('needs: broken,'),
      late: job('needs: after, if: "!failure() && !cancelled()",'),
      always: job('needs: broken, if: always(),'),
      other: job('if: github.event.number == 8,'),
      behind: job('needs: other,'),
      beside: job('needs: other, if: "!failure() && !cancelled()",'),
    }),
  );
  expect(results(jobs)).toEqual({
    ...{ broken: 'failure', after: 'skipped', late: 'skipped', always: 'success' },
    ...{ other: 'skipped', behind: 'skipped', beside: 'success' },
  });
  expect(jobs[0]?.log).toContain('Process completed with exit code 3.');
  expect([jobs[0]?.log.includes('tidied'), jobs[0]?.log.includes('> echo not-this')]).toEqual([true, false]);
});

test('a called workflow has its inputs, and composite actions theirs; some jobs can be run alone', async () => {
  const called =
    'on: {workflow_call: {}}\njobs:\n  deep: ' +
    job('environment: "${{ inputs.name }}-deploy",', '{ uses: ./act, with: { word: hello } }');
  const action =
    'runs: { using: composite, steps: [{ run: "echo ${{ inputs.word }} ${{ inputs.other }}", shell: bash }] }\ninputs: { word: {}, other: { default: there } }';
  const files = {
    ...main({ one: '{ permissions: {}, uses: ./called.yml, with: { name: data } }', two: job('') }),
    'called.yml': called,
    'act/action.yml': action,
  };
  const jobs = await ran(files, {}, { jobs: ['one'] });
  expect(jobs).toEqual([
    expect.objectContaining({ name: 'one / deep', environment: 'data-deploy', result: 'success' }),
  ]);
  expect(jobs[0]?.log).toContain('hello there');
});

test('when failed jobs are run again, those that succeeded stay, and those that need a new result are run', async () => {
  // As if the machine of the first attempt were faulty: all of these jobs have the same commit.
  const unwell = '{ run: \'[ "$GITHUB_RUN_ATTEMPT" != 1 ]\' }';
  const says = (word: string) => `{ run: 'echo "${word} $GITHUB_RUN_ID.\${{ github.run_attempt }}"' }`;
  const called = `on: {workflow_call: {}}\njobs:\n  first: ${job('', says('called'))}\n  second: ${job('needs: first,', unwell)}`;
  const files = {
    ...main({
      well: job(
        "outputs: { word: '${{ steps.a.outputs.word }}' },",
        "{ id: a, run: 'echo word=w$GITHUB_RUN_ATTEMPT >>$GITHUB_OUTPUT' }",
      ),
      deep: '{ permissions: {}, needs: well, uses: ./called.yml }',
      after: job("needs: [well, deep], env: { WORD: '${{ needs.well.outputs.word }}' },", "{ run: 'echo got $WORD' }"),
      always: job('needs: deep, if: always(),', says('always')),
    }),
    'called.yml': called,
  };
  const first = await ran(files, { run: '47' });
  expect(results(first)).toEqual({
    ...{ well: 'success', 'deep / first': 'success', 'deep / second': 'failure' },
    ...{ after: 'skipped', always: 'success' },
  });
  const second = await ran(files, { run: '47' }, { again: first });
  expect(Object.fromEntries(second.map(({ name, result, attempt }) => [name, `${result} ${attempt}`]))).toEqual({
    ...{ well: 'success 1', 'deep / first': 'success 1', 'deep / second': 'success 2' },
    ...{ after: 'success 2', always: 'success 2' },
  });
  expect(second.map(({ log }) => /^(called|got|always) .*$/m.exec(log)?.[0]).filter(Boolean)).toEqual([
    'called 47.1',
    'got w1',
    'always 47.2',
  ]);
});

test('a job that its reviewers reject does not run', async () => {
  const jobs = await ran(main({ one: job('environment: production,', '{ run: echo ran }') }), {
    approves: () => false,
  });
  expect([jobs[0]?.result, jobs[0]?.log]).toEqual(['failure', 'The reviewers of production have rejected this job.']);
});

test('a token is of the job’s environment, or else of its branch or pull request', async () => {
  const run = '{ run: node ask.mjs }';
  const ask = `
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = process.env;
    if (url) console.log(await (await fetch(url, { headers: { authorization: 'Bearer ' + token } })).text());`;
  const may = 'permissions: { id-token: write }, ';
  const with_ = (more: string) => job(more, run).replace('permissions: {}, ', '');
  const subjects = async (event: GitHub['event']['name']) => {
    const jobs = main({ a: with_(`${may}environment: data,`), b: with_(may), c: job('', run) });
    const ended = await ran({ ...jobs, 'ask.mjs': ask }, { event: { name: event, payload: {} } });
    return ended
      .map(({ log }) => /"value":"[^.]+\.([^.]+)/.exec(log)?.[1])
      .map((claims) => claims && (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub);
  };
  await expect(subjects('push')).resolves.toEqual([
    'repo:shop/infrastructure:environment:data',
    'repo:shop/infrastructure:ref:refs/heads/main',
    undefined,
  ]);
  rmSync(join(folder, 'origin'), { recursive: true });
  await expect(subjects('pull_request')).resolves.toContain('repo:shop/infrastructure:pull_request');
});

test('a key that this runner does not know is refused, and so is one that GitHub would refuse', async () => {
  const failing = (files: Record<string, string>) => expect(ran(files)).rejects;
  await failing(main({ one: job('strategy: { matrix: {} },') })).toThrow(
    'main.yml, job one: the runner of the tests does not know strategy of a job.',
  );
  await failing(main({ one: job('', "{ run: 'echo ${{ matrix.version }}' }") })).toThrow(
    "Unrecognized named-value: 'matrix'",
  );
  await failing(main({ one: job('needs: two,'), two: job('needs: one,') })).toThrow(
    'main.yml: the jobs one, two wait for each other.',
  );
  const called = `on: {workflow_call: {}}\njobs:\n  deep: { permissions: { id-token: write }, steps: [] }`;
  await failing({ ...main({ one: '{ permissions: {}, uses: ./called.yml }' }), 'called.yml': called }).toThrow(
    'GitHub would refuse the run: the caller does not give id-token: write.',
  );
});

test.each([
  ['uses: another/owner@v1', 'The runner of the tests has no stand-in of another/owner: write one'],
  ["run: 'echo nothing >>$GITHUB_OUTPUT'", 'GitHub would refuse the line "nothing": it is not name=value.'],
  ['run: \'echo "a<<E" >>$GITHUB_OUTPUT\'', 'GitHub would refuse a: its value does not end with E.'],
  ['uses: ./act', './act has failed.'],
  ['uses: aws-actions/configure-aws-credentials@v1', 'Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable'],
])('a step fails with the error %s', async (step, message) => {
  const action = 'runs: { using: composite, steps: [{ run: exit 1, shell: bash }] }';
  const [one] = await ran({ ...main({ one: job('', `{ ${step} }`) }), 'act/action.yml': action });
  expect([one?.result, one?.log]).toEqual(['failure', expect.stringContaining(message)]);
});

test('a job fails when its machine ends: the processes of its step are killed, and no other step runs', async () => {
  const steps = ["{ run: 'echo begun; sleep 60 | cat; echo ended' }", "{ if: always(), run: 'echo tidied' }"];
  const onSaid = (text: string, end: () => void) => text.includes('begun') && end();
  const [one] = await ran(main({ one: job('', ...steps) }), { onSaid });
  expect([one?.result, one?.log.split('begun').at(-1)]).toEqual([
    'failure',
    '\n\nThe hosted runner lost communication with the server.',
  ]);
});

test('a file that no step has written is empty', () => {
  expect(taken(join(folder, 'none'))).toEqual({});
});

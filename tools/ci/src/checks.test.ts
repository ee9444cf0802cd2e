import { jobsFor, needsJob } from './affected';
import { check, environmentTests, policy, type Run } from './checks';

/** Programs that are only recorded; the named ones fail, and all have the same output. */
function programs({ failing = '', stdout = '' } = {}) {
  const called: string[] = [];
  const run: Run = (command) => {
    called.push(command.join(' '));
    return { code: failing !== '' && called.at(-1)!.includes(failing) ? 1 : 0, stdout };
  };
  return { called, run };
}

test('lint goes on after a failure, and then fails', () => {
  const { called, run } = programs({ failing: 'sync:check' });
  expect(check('lint', 'abc', run)).toBe(1);
  expect(called).toEqual(['nx sync:check', 'prettier --check --log-level=warn .', 'nx affected -t lint --base=abc']);
});

test('types are checked with the rules that need them, by one program', () => {
  const { called, run } = programs();
  expect(check('types', 'abc', run)).toBe(0);
  expect(called).toEqual(['node --max-semi-space-size=128 tools/types.mjs']);
});

test.each(['lint', 'types', 'test'] as const)('%s succeeds if all of it does', (name) => {
  expect(check(name, 'abc', programs().run)).toBe(0);
});

test('the environment tests are those of the projects that a change touches', () => {
  const { called, run } = programs({ stdout: '["release","local-aws"]' });
  expect(environmentTests('abc', run)).toBe(0);
  expect(called).toEqual([
    'nx show projects --affected --base=abc --json',
    'jest --selectProjects embedded --ci --passWithNoTests --testPathPatterns /(apps|libs|tools)/(release|local-aws)/',
  ]);
});

test('without such a project no environment test runs, and a failure of the graph does not count as that', () => {
  const none = programs({ stdout: '[]' });
  expect([environmentTests('abc', none.run), none.called.length]).toEqual([0, 1]);
  expect(environmentTests('abc', programs({ failing: 'show projects' }).run)).toBe(1);
});

test('policy writes the findings for GitHub, shows them to people, and fails if there is one', () => {
  const spy = jest.spyOn(console, 'log').mockImplementation();
  const { called, run } = programs({ failing: 'main.ts', stdout: '{}' });
  expect(policy('/findings/policy.sarif', run)).toBe(1);
  expect(called).toEqual(['node --require tsx/cjs tools/policy/src/main.ts --sarif /findings/policy.sarif']);
  expect(spy.mock.calls).toEqual([['{}']]);
  spy.mockRestore();
});

test('a job is run for an app that must be deployed, or may have to be after another', () => {
  expect((['changed', 'upstream', 'never', 'failed'] as const).map((state) => needsJob({ state }))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(needsJob({ state: 'unchanged', after: ['network'] })).toBe(true);
  expect(needsJob({ state: 'unchanged' })).toBe(false);
  expect(needsJob({ state: 'gone' })).toBe(false);
});

test('the jobs are in the order of deploys, whatever the order of the table', () => {
  const row = (app: string, state: 'changed' | 'unchanged') => ({
    environment: 'testing',
    app,
    key: `testing/${app}.tfstate`,
    state,
  });
  const rows = [
    row('delivery', 'changed'),
    row('account', 'unchanged'),
    row('data', 'changed'),
    row('search', 'changed'),
  ];
  expect(jobsFor(rows)).toEqual({ apps: '["data","delivery"]', last: 'delivery' });
  expect(jobsFor([row('data', 'unchanged')])).toEqual({ apps: '[]', last: '' });
});

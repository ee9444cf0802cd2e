import type { DriftReport } from '@malinshopper/terraform';
import { startGitHub, token, type StandIn } from '../testing/github-stand-in';
import { driftOfAccount } from './account';
import { issueBody } from './issue';

const name = 'malinshopper/infrastructure';
let standIn: StandIn;
beforeEach(async () => {
  standIn = await startGitHub([name]);
});
afterEach(() => standIn.end());

const issues = () => standIn.state.repositories[name]!.issues;
const variables = () => ({ GITHUB_REPOSITORY: name, GITHUB_TOKEN: token, GITHUB_API_URL: standIn.url });

const none: DriftReport = {
  ...{ owner: 'staging', app: 'network', at: '2026-11-30T04:17:00.000Z', isDeployed: true },
  ...{ drifted: [], expected: [] },
};
const drifted = (threshold = 500): DriftReport => ({
  ...none,
  drifted: [
    {
      ...{ address: 'aws_cloudwatch_metric_alarm.a', what: 'changed', line: 'apps/network/src/network.ts:7' },
      ...{ differences: ['- threshold: 5', `+ threshold: ${threshold}`], removals: [] },
    },
  ],
});
/** A night with this drift in `staging`, and none in `testing`. */
const night = (...reports: readonly DriftReport[]) =>
  driftOfAccount('nonproduction', variables(), async (ref) =>
    ref === 'staging' ? reports : [{ ...none, owner: 'testing' }],
  );

test('drift opens an issue with the resource, the line, the difference, the team and the repair', async () => {
  await expect(night(drifted())).resolves.toBe(0);
  expect(issues().map(({ title, state }) => [title, state])).toEqual([['Drift: staging/network', 'open']]);
  const { body } = issues()[0]!;
  expect(body).toContain('aws_cloudwatch_metric_alarm.a was changed   apps/network/src/network.ts:7');
  expect(body).toContain('- threshold: 5\n      + threshold: 500');
  expect(body).toMatch(/It belongs to @?\S*network/);
  expect(body).toContain('npm run drift -- staging --repair repair');
});

test('the same drift on the next night changes nothing, other drift changes the issue, and there is one issue', async () => {
  await night(drifted());
  const made = standIn.state.changes.length;
  await night({ ...drifted(), at: '2026-12-01T04:17:00.000Z' });
  expect(standIn.state.changes).toHaveLength(made);
  await night(drifted(600));
  expect(issues()).toHaveLength(1);
  expect(issues()[0]!.body).toContain('+ threshold: 600');
});

test('the issue is closed with a comment when the drift is gone, and opened again when it comes back', async () => {
  await night(drifted());
  await night(none);
  expect(issues()[0]!.state).toBe('closed');
  const { number } = issues()[0]!;
  expect(standIn.state.repositories[name]!.comments[number]!.map(({ body }) => body)).toEqual([
    'The comparison of 2026-11-30T04:17:00.000Z found no drift any more.',
  ]);
  await night(drifted());
  expect(issues().map(({ state }) => state)).toEqual(['open']);
});

test('no drift and no issue changes nothing', async () => {
  await night(none);
  expect(standIn.state.changes).toEqual([]);
});

test('an environment that cannot be compared fails the job, and leaves its issue as it is', async () => {
  await night(drifted());
  const code = await driftOfAccount('nonproduction', variables(), async (ref) => {
    if (ref === 'staging') throw new Error('no credentials');
    return [];
  });
  expect([code, issues()[0]!.state]).toEqual([1, 'open']);
});

test('an issue of a person, and a pull request, are not taken for the issue of the drift', async () => {
  const body = issueBody(drifted());
  const [bot, person] = ['github-actions[bot]', 'ana'].map((login) => ({ login }));
  issues().push({ number: 1, title: 'mine', body, state: 'open', user: person! });
  issues().push({ number: 2, title: 'a change', body, state: 'open', user: bot!, pull_request: {} });
  await night(none);
  expect(standIn.state.changes).toEqual([]);
});

test('a report longer than an issue is cut', () => {
  const many = { ...none, drifted: Array.from({ length: 2_000 }, () => drifted().drifted[0]!) };
  expect(issueBody(many).length).toBeLessThan(65_536);
  expect(issueBody(many)).toContain('the rest is in the log of the job');
});

test('an unknown account is refused', async () => {
  await expect(driftOfAccount('other', variables(), async () => [])).rejects.toThrow('There is no account "other"');
});

import { longest, marker, type StatePosition } from '@malinshopper/review';
import { startGitHub, token, type StandIn } from '../testing/github-stand-in';
import { reasonsIn, withBanner } from './banner';
import { movedStates, newCommit } from './outdated';

const name = 'malinshopper/infrastructure';
let standIn: StandIn;
beforeEach(async () => {
  standIn = await startGitHub([name]);
});
afterEach(() => standIn.end());

const of = () => standIn.state.repositories[name]!;
const variables = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ GITHUB_REPOSITORY: name, GITHUB_TOKEN: token, GITHUB_API_URL: standIn.url, ...more },
});
/** An open pull request with a review that was planned from these states. */
function open(number: number, states: Readonly<Record<string, string>>, text = '# Nothing is destroyed'): void {
  of().pulls.push({ number, head: { repo: { full_name: name } } });
  const body = `${text}\n\n${marker}\n<!-- malinshopper-states ${JSON.stringify(states)} -->`;
  of().comments[number] = [{ id: number * 10, body, user: { login: 'github-actions[bot]' } }];
}
const bodyOf = (number: number) => of().comments[number]![0]!.body;
const at = (serial: number): StatePosition => ({ lineage: 'of-a-state', serial });
const moveOn = (account: string, positions: Readonly<Record<string, StatePosition>>) =>
  movedStates(account, variables(), async () => positions);

test('a new commit marks the review of the one before, until there is another one', async () => {
  open(7, {});
  await newCommit(variables({ PULL_REQUEST: '7', HEAD: '0a1b2c3d', HEAD_REPOSITORY: name }));
  expect(bodyOf(7)).toMatch(
    /^<!-- malinshopper-stale -->\n> \[!CAUTION\]\n[^]*newer commit is being planned: `0a1b2c3`\n[^]*\n# Nothing is destroyed/,
  );
});

test.each([
  ['a fork’s', { PULL_REQUEST: '7', HEAD_REPOSITORY: 'someone/infrastructure' }],
  ['a pull request without a review', { PULL_REQUEST: '8', HEAD_REPOSITORY: name }],
])('a new commit of %s changes nothing', async (_, given) => {
  open(7, {});
  await newCommit(variables(given));
  expect(standIn.state.changes).toEqual([]);
});

test('a state that has been written marks the reviews that were planned from its earlier version, and no other', async () => {
  open(7, { 'testing/network': '7 of-a-state', 'production/network': '3 of-a-state' });
  open(8, { 'testing/network': '8 of-a-state' });
  of().pulls.push({ number: 9, head: { repo: { full_name: name } } });
  await moveOn('nonproduction', { 'testing/network': at(8) });
  expect(reasonsIn(bodyOf(7))).toEqual([
    '`testing/network` has been written since: the state was serial 7, and is serial 8',
  ]);
  expect(reasonsIn(bodyOf(8))).toEqual([]);
  expect(standIn.state.changes).toEqual([`PATCH /repos/${name}/issues/comments/70`]);
});

test('reasons for one account stay when another one is checked, and each is listed once', async () => {
  open(7, { 'testing/network': '7 of-a-state', 'production/network': '3 of-a-state' });
  for (const serial of [8, 9]) await moveOn('nonproduction', { 'testing/network': at(serial) });
  await moveOn('production', { 'production/network': at(4) });
  expect(reasonsIn(bodyOf(7))).toEqual([
    '`testing/network` has been written since: the state was serial 7, and is serial 9',
    '`production/network` has been written since: the state was serial 3, and is serial 4',
  ]);
});

test('a state that is new, or gone, marks a review too', async () => {
  open(7, { 'testing/network': '7 of-a-state' });
  await moveOn('nonproduction', { 'testing/data': at(1) });
  expect(reasonsIn(bodyOf(7)).map((one) => one.split(': ')[1])).toEqual([
    'the state was missing, and is serial 1',
    'the state was serial 7, and is missing',
  ]);
});

test('a banner is short, however many states have changed, and can be removed again', () => {
  const why = Array.from({ length: 500 }, (_, index) => `\`testing/app-${index}\` has been written since`);
  const marked = withBanner('# Text', why);
  expect(marked.length).toBeLessThan(longest - 60_000);
  expect(marked).toContain('> - and 490 more');
  expect(withBanner(withBanner(marked, ['another']), [])).toBe('# Text');
});

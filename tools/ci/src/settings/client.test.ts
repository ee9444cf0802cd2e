import { startGitHub } from '../testing/github-stand-in';
import { gitHub } from './client';
import { check } from './command';

test('without a token no request is made, and the error explains how to get one', () => {
  expect(() => gitHub({ GH_TOKEN: '' })).toThrow(
    'There is no token for GitHub: neither GH_TOKEN nor GITHUB_TOKEN is set. Signed in with gh, write: GH_TOKEN=$(gh auth token) npm run github -- check',
  );
});

test('a token that GitHub rejects, and a GitHub that does not answer, are a fault of every section', async () => {
  const standIn = await startGitHub([]);
  const github = gitHub({ GITHUB_TOKEN: 'another', GITHUB_API_URL: standIn.url });
  const lines: string[] = [];
  expect(await check(github, (line) => lines.push(line))).toBe(1);
  expect(lines.at(-1)).toBe('0 settings are as declared, 9 faults.');
  expect(lines.slice(0, -1)).toEqual(
    Array.from({ length: 9 }, () =>
      expect.stringMatching(/ cannot be read: GitHub has answered 401 to GET .*\(Bad credentials/),
    ),
  );
  await standIn.end();
  lines.length = 0;
  await check(github, (line) => lines.push(line));
  expect(lines.slice(0, -1)).toEqual(Array.from({ length: 9 }, () => expect.stringMatching(/ cannot be read: .+/)));
});

import { chmodSync, mkdtempSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isToken, issueToken, knownToken, tokenFile } from './token';

const folder = () => join(mkdtempSync(join(tmpdir(), 'tokens-')), 'tokens');
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('a token is in a file that only the user can read, one for each port', () => {
  const at = folder();
  const tokens = [4566, 4567].map((port) => issueToken(port, at));
  expect(tokens.map((token) => token.length)).toEqual([43, 43]);
  expect([4566, 4567].map((port) => knownToken(port, at))).toEqual(tokens);
  expect([mode(at), mode(tokenFile(4566, at))]).toEqual(['700', '600']);
  expect(readdirSync(at)).toEqual(['4566', '4567']);
});

test('a gateway that starts issues a new token, and closes a folder that was open', () => {
  const at = folder();
  mkdirSync(at);
  chmodSync(at, 0o777);
  const earlier = issueToken(4566, at);
  chmodSync(tokenFile(4566, at), 0o666);
  const token = issueToken(4566, at);
  expect(isToken(earlier, token)).toBe(false);
  expect([mode(at), mode(tokenFile(4566, at))]).toEqual(['700', '600']);
});

test('a port that has no gateway has no token', () => {
  expect(knownToken(4566, folder())).toBeUndefined();
});

test('only the token is accepted, and a gateway that has issued none accepts none', () => {
  expect(isToken('secret', 'secret')).toBe(true);
  for (const sent of [undefined, '', 'Secret', 'secret ', 'secre', ['secret', 'secret']]) {
    expect(isToken(sent, 'secret')).toBe(false);
  }
  expect(isToken('', '')).toBe(false);
  expect(isToken(undefined, '')).toBe(false);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addToSummary, annotateError, asCode, setOutput } from './github';
import { reviewRole, role } from './role';
import { taken } from './testing/files';

const folder = mkdtempSync(join(tmpdir(), 'github-'));
const file = join(folder, 'file');
afterEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const printed = (act: () => void): string => {
  const spy = jest.spyOn(console, 'log').mockImplementation();
  act();
  const said = spy.mock.calls.flat().join('\n');
  spy.mockRestore();
  return said;
};

test('an output is read as it was set, whatever its content is', () => {
  for (const value of ['["network"]', 'several\nlines\nother=1', '', 'a<<b']) {
    setOutput('apps', value, { GITHUB_OUTPUT: file });
    expect(taken(file)).toEqual({ apps: value });
  }
  expect(taken(file)).toEqual({});
});

test('outside of GitHub an output is printed, and a summary is ignored', () => {
  expect(printed(() => setOutput('apps', '[]', {}))).toBe('apps=[]');
  addToSummary('text', {});
});

test('a summary shows a text verbatim, fences included', () => {
  expect(asCode('a\u202eb')).toBe('```text\na\\u202eb\n```');
  addToSummary(asCode('a ``` b'), { GITHUB_STEP_SUMMARY: file });
  expect(readFileSync(file, 'utf8')).toBe('````text\na ``` b\n````\n');
});

test('an error is one line for GitHub, and a plain one elsewhere', () => {
  expect(printed(() => annotateError('50 %\nof it', { GITHUB_ACTIONS: 'true' }))).toBe('::error::50 %25%0Aof it');
  expect(printed(() => annotateError('a\r\u009bb', { GITHUB_ACTIONS: 'true' }))).toBe('::error::a\\u000d\\u009bb');
  const spy = jest.spyOn(console, 'error').mockImplementation();
  annotateError('50 %\nof it', {});
  expect(spy.mock.calls).toEqual([['50 %\nof it']]);
  spy.mockRestore();
});

test('a role is that of the team in the account of the environment', () => {
  const outputs: Record<string, string> = {};
  role('staging', 'data', 'deploy', (name, value) => void (outputs[name] = value));
  expect(outputs).toEqual({
    role: expect.stringMatching(/^arn:aws:iam::\d{12}:role\/ci\/data-deploy$/),
    region: 'eu-west-1',
  });
  expect(() => role('staging', 'shop', 'deploy')).toThrow(
    'There is no team "shop": a job takes the role of one of platform, ',
  );
  expect(() => role('staging', 'data', 'look')).toThrow(
    'There is no purpose "look": a job takes the role of one of plan, deploy.',
  );
});

test('a job that plans for reviews takes the role of its account for that', () => {
  const outputs: Record<string, string> = {};
  reviewRole('production', (name, value) => void (outputs[name] = value));
  expect(outputs).toEqual({ role: 'arn:aws:iam::111122223333:role/ci/review', region: 'eu-west-1' });
  expect(() => reviewRole('sandbox')).toThrow('There is no account "sandbox"');
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseContext, parsePlanned } from './input';
import { key, planNamed, plannedApp } from './testing/plans';

const folder = mkdtempSync(join(tmpdir(), 'review-'));
const file = (name: string, content?: unknown) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, JSON.stringify(content));
  return path;
};
function run(args: readonly string[], env: Record<string, string> = { REVIEW_KEY: key }) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', 'tsx/cjs', join(__dirname, 'main.ts'), ...args],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
      cwd: join(__dirname, '../../..'),
    },
  );
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}
const plans = file('plans.json', [plannedApp(planNamed('update'))]);
const context = file('context.json', { expected: ['staging/network'] });

test('a report is written as record, comment and page, and a deploy of the same goes on', () => {
  const [record, comment, page] = [file('record.json'), file('comment.md'), file('page.html')];
  const { status, stdout } = run([
    'report',
    plans,
    '--context',
    context,
    '--record',
    record,
    '--comment',
    comment,
    '--page',
    page,
    '--page-url',
    'https://example.com',
  ]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'Nothing is destroyed or replaced: 1 changed' });
  expect(readFileSync(comment, 'utf8')).toMatch(/^# Nothing is destroyed or replaced[\s\S]*https:\/\/example.com/);
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
  expect(run(['compare', record, plans])).toMatchObject({ status: 0, stdout: '' });
  const other = file('other.json', [plannedApp(planNamed('replace'))]);
  expect(run(['compare', record, other])).toMatchObject({
    status: 1,
    stdout: 'staging/network: action: terraform_data.one: would replace, and the review says update',
  });
});

test('a report that is not whole ends with an error', () => {
  const more = file('more.json', { expected: ['staging/network', 'staging/data'] });
  expect(run(['report', plans, '--context', more])).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('Not reviewed: 1 of 2') as string,
  });
});

test('without a key, nothing is written', () => {
  expect(run(['report', plans, '--context', context], {})).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^REVIEW_KEY is not set/) as string,
  });
});

test('files that are not what they have to be are refused by what is wrong', () => {
  expect(() => parsePlanned('[{"app": "network"}]', 'plans.json')).toThrow(
    /^plans.json is not what was planned[\s\S]*environment/,
  );
  expect(() => parsePlanned('{"password": "x', 'plans.json')).toThrow(
    /^plans.json is no JSON: it was not written to its end, or is another file.$/,
  );
  expect(() => parseContext('{"expected": []}', 'context.json')).toThrow(
    /^context.json is not what the report needs besides[\s\S]*expected/,
  );
  expect(() => parseContext('{"expected": ["a/b"], "owner": {}}', 'c')).toThrow(/owner/);
});

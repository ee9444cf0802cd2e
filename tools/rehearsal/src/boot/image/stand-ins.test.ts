import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standIns } from './recipe';

const folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
afterAll(() => rmSync(folder, { recursive: true }));
const hadoop = (...args: string[]) => spawnSync('sh', [join(standIns, 'hadoop.sh'), ...args], { encoding: 'utf8' });

beforeAll(() => {
  mkdirSync(join(folder, 'input'));
  writeFileSync(join(folder, 'input/a.txt'), 'b a\n');
  writeFileSync(join(folder, 'input/b.txt'), 'a\n');
  writeFileSync(join(folder, 'words'), '#!/bin/sh\ntr " " "\\n"\n');
  writeFileSync(join(folder, 'streaming.jar'), '');
  chmodSync(join(folder, 'words'), 0o755);
});

const streaming = (output: string) =>
  hadoop(
    ...['jar', join(folder, 'streaming.jar'), '-D', 'mapreduce.job.name=x', '-files', join(folder, 'words')],
    ...['-input', `file://${folder}/input`, '-output', join(folder, output), '-mapper', 'words', '-reducer', 'uniq -c'],
  );

test('each states in its text that it is a stand-in', () => {
  for (const name of readdirSync(standIns)) {
    expect(readFileSync(join(standIns, name), 'utf8').split('\n').slice(0, 2).join()).toContain(
      'stand-in of the boot rehearsal',
    );
  }
});

test('Hadoop runs a streaming job: mapper, sort by key, reducer', () => {
  expect(streaming('out')).toMatchObject({ status: 0, stderr: '' });
  const counts = execFileSync('sh', [join(standIns, 'hadoop.sh'), 'fs', '-cat', `${folder}/out/part-*`]).toString();
  expect(counts.trim().split(/\s*\n\s*/)).toEqual(['2 a', '1 b']);
});

test('Hadoop refuses to write to an existing path, until it is removed', () => {
  expect(streaming('twice').status).toBe(0);
  expect(streaming('twice').stderr).toContain(`the output folder ${folder}/twice exists already`);
  expect(hadoop('fs', '-rm', '-r', '-f', join(folder, 'twice')).status).toBe(0);
  expect(streaming('twice').status).toBe(0);
});

test.each([
  [
    ['dfs'],
    'hadoop (stand-in): only "jar <hadoop-streaming.jar> ...", "fs -cat" and "fs -rm" are known; received "dfs"',
  ],
  [['fs', '-cat', 's3://b/k'], 'hadoop (stand-in): only file:// can be read here; received "s3://b/k"'],
  [['jar', '/none.jar'], 'hadoop (stand-in): there is no jar "/none.jar"'],
])('Hadoop refuses %j with the supported commands', (args, refusal) => {
  const { status, stderr } = hadoop(...args);
  expect(stderr).toContain(refusal);
  expect(status).not.toBe(0);
});

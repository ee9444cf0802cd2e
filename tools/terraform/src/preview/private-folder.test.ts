import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { typescript } from '@malinshopper/synth';
import { inPrivateFolder } from './private-folder';

const beside = () => mkdtempSync(join(tmpdir(), 'private-'));

test('only this user may read the folder, and it is removed when the work is done', async () => {
  const parent = beside();
  const folder = await inPrivateFolder(parent, async (one) => {
    writeFileSync(join(one, 'plan'), 'x');
    expect(statSync(one).mode & 0o777).toBe(0o700);
    return one;
  });
  expect(existsSync(folder)).toBe(false);
});

test('it is removed when the work fails', async () => {
  const parent = beside();
  await expect(inPrivateFolder(parent, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(parent)).toEqual([]);
});

test('the next plan removes the folder of a machine that went down', async () => {
  const parent = beside();
  mkdirSync(join(parent, 'preview-abc123'));
  writeFileSync(join(parent, 'cdk.tf.json'), '{}');
  await inPrivateFolder(parent, async () => undefined);
  expect(readdirSync(parent)).toEqual(['cdk.tf.json']);
});

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'])(
  'it is removed when the process and its group end by %s in the middle of the work',
  async (signal) => {
    const parent = beside();
    const program = `
      const { writeFileSync } = require('node:fs');
      const { inPrivateFolder } = require(${JSON.stringify(join(__dirname, 'private-folder.ts'))});
      inPrivateFolder(${JSON.stringify(parent)}, (folder) => {
        writeFileSync(folder + '/plan', 'hush');
        console.log('ready');
        return new Promise(() => setInterval(() => undefined, 1000));
      });`;
    const child = spawn(process.execPath, [...typescript, '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    await once(child.stdout, 'data');
    expect(readdirSync(parent)).toHaveLength(1);
    process.kill(-child.pid!, signal);
    await once(child, 'close');
    for (let tries = 0; readdirSync(parent).length > 0 && tries < 100; tries += 1) await delay(50);
    expect(readdirSync(parent)).toEqual([]);
  },
);

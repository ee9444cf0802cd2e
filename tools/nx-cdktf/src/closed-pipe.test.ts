import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** The exit of nx when its reader goes away at once, and its standard error; called as by a user, without any setting of nx. */
function withoutReader(...args: readonly string[]): Promise<{ code: number | null; errors: string }> {
  return new Promise((done, reject) => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NX_')));
    const child = spawn(process.execPath, [join(root, 'node_modules/.bin/nx'), ...args], { cwd: root, env });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    child.on('error', reject);
    child.on('close', (code) => done({ code, errors }));
  });
}

test.each([
  ['lists projects', 'show', 'projects'],
  [
    'runs tasks',
    'run-many',
    '--targets=synth',
    '--projects=network,data',
    '--configuration=testing',
    '--skip-nx-cache',
  ],
])('nx goes on and prints no error without a reader, when it %s', async (_what, ...args) => {
  expect(await withoutReader(...args)).toEqual({ code: 0, errors: '' });
});

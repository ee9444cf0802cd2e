import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './programs';

/** The exit code of a program with a reader that ends at once, and its standard error. */
function withoutReader(args: readonly string[]): Promise<{ code: number | null; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, errors }));
  });
}

const preload = ['--require', join(root, 'tools/nx-cdktf/closed-pipe.cjs')];

describe('a program with output that is not read any more', () => {
  test('continues its work, prints nothing about it, and ends as its work ends', async () => {
    const work = `let n = 0; const timer = setInterval(() => {
      console.log('line'); if (++n === 20) { clearInterval(timer); console.error('done'); process.exitCode = 3; } }, 5);`;
    expect(await withoutReader([...preload, '--eval', work])).toEqual({ code: 3, errors: 'done\n' });
  });

  test('still reports any other fault of a stream', async () => {
    const work = `process.stdout.emit('error', new Error('disk full'))`;
    const { code, errors } = await withoutReader([...preload, '--eval', work]);
    expect(code).not.toBe(0);
    expect(errors).toContain('disk full');
  });

  test.each([
    ['policy', 'testing', '--format', 'json'],
    ['release', '--help'],
    ['start', '--help'],
  ])('is quiet when it is npm run %s', async (...command) => {
    expect(await withoutReader(['tools/run.mjs', ...command])).toEqual({ code: 0, errors: '' });
  });

  test('is not one of the scripts of package.json with another launcher', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const others = Object.entries(scripts).filter(([, script]) => !script.startsWith('node tools/run.mjs '));
    expect(others).toEqual([['format', 'prettier --write .']]);
  });
});

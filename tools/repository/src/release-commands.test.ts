import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the documentation of releases', () => {
  const texts = [
    'docs/releases.md',
    'docs/continuousphp.md',
    'examples/web-app/README.md',
    'examples/web-app/.github/workflows/release.yml',
    'examples/web-app/continuousphp/deploy',
    'examples/hadoop-job/README.md',
  ];
  const asked = texts.flatMap((path) => {
    const said = [...read(path).matchAll(/npm run release -- ([a-z]+)([^\n`|]*)/g)];
    return said.map(([, command = '', rest = '']) => ({
      path,
      command,
      options: rest.match(/(?<= )--[a-z-]+/g) ?? [],
    }));
  });
  const program = `
    const main = require.resolve('./tools/release/src/main.ts');
    process.exit = (code) => { throw new Error('exit ' + code); };
    console.error = (text) => process.stdout.write(text + '\\0\\n');
    void (async () => {
      for (const command of process.argv.slice(1)) {
        const before = process.argv;
        process.argv = [before[0], command, '--help'];
        delete require.cache[main];
        require(main);
        process.argv = before;
        await new Promise(setImmediate);
      }
      process.exitCode = 0;
    })();`;
  /** The help of each command, and its exit code: in one process, since each would load the same for a second. */
  const helpOf = (commands: readonly string[]) =>
    execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program, ...commands], {
      cwd: root,
      encoding: 'utf8',
    })
      .split('\0\n')
      .slice(0, -1);

  test('contains only commands and options of the tool', () => {
    const commands = [...new Set(asked.map(({ command }) => command))];
    expect(commands.sort()).toEqual(['branch', 'deploy', 'history', 'promote', 'push', 'rollback', 'status']);
    const helps = helpOf(commands);
    expect(helps).toHaveLength(commands.length);
    for (const [index, command] of commands.entries()) {
      const known = helps[index]!;
      expect(known).toMatch(/exit 0$/);
      expect(known).toContain(`npm run release -- ${command}`);
      const options = asked.filter((one) => one.command === command).flatMap((one) => one.options);
      expect(options.filter((option) => !known.includes(option))).toEqual([]);
    }
  });
});

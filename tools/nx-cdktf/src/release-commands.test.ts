import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('what is written about releases', () => {
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
  const env = { ...process.env };
  const help = (...command: string[]) =>
    execFileSync(process.execPath, ['--import', 'tsx', 'tools/release/src/main.ts', ...command, '--help'], {
      cwd: root,
      env,
      encoding: 'utf8',
    });

  test('asks the tool for nothing that it does not know', () => {
    const commands = [...new Set(asked.map(({ command }) => command))];
    expect(commands.sort()).toEqual(['branch', 'deploy', 'history', 'promote', 'push', 'rollback', 'status']);
    for (const command of commands) {
      const known = help(command);
      expect(known).toContain(`npm run release -- ${command}`);
      const options = asked.filter((one) => one.command === command).flatMap((one) => one.options);
      expect(options.filter((option) => !known.includes(option))).toEqual([]);
    }
  });
});

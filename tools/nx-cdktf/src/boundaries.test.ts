import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const program = (name: string) => join(root, 'node_modules/.bin', name);
const env = { ...process.env, NX_DAEMON: 'false' };

/** Lints a file that does not stay, and gives the rules that it breaks. */
function rulesBroken(file: string, source: string): string[] {
  const path = join(root, file);
  writeFileSync(path, source);
  try {
    const { stdout } = spawnSync(program('eslint'), ['--format', 'json', file], { cwd: root, encoding: 'utf8', env });
    const [result] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ messages: { ruleId: string }[] }];
    return result.messages.map(({ ruleId }) => ruleId);
  } finally {
    rmSync(path);
  }
}

beforeAll(() => {
  // Without the project graph of Nx the boundary rule passes everything, and does not fail.
  execFileSync(program('nx'), ['show', 'projects'], { cwd: root, env, stdio: 'ignore' });
}, 60_000);

describe('a source file', () => {
  const boundary = '@nx/enforce-module-boundaries';

  it.each([
    ['an app that imports a tool', 'apps/network/src/bad-import.ts', "import '@malinshopper/terraform';\n", boundary],
    ['an environment that imports cdktf', 'environments/src/bad-import.ts', "import 'cdktf';\n", boundary],
    [
      'a check that imports an app',
      'tools/checks/src/bad-import.ts',
      "import '@malinshopper/network/contract';\n",
      boundary,
    ],
    ['a check that imports cdktf', 'tools/permissions/src/bad-import.ts', "import 'cdktf';\n", boundary],
    ['a tool that imports a lib', 'tools/terraform/src/bad-import.ts', "import '@malinshopper/stack';\n", boundary],
    [
      'a lib that imports an app',
      'libs/stack/src/bad-import.ts',
      "import '@malinshopper/network/contract';\n",
      boundary,
    ],
    [
      'an app that reaches into another',
      'apps/data/src/bad-import.ts',
      "import '../../network/src/network-stack';\n",
      boundary,
    ],
    [
      'the provider’s barrel',
      'apps/data/src/bad-import.ts',
      "import '@cdktf/provider-aws';\n",
      'no-restricted-imports',
    ],
  ])(
    'is refused: %s',
    (_what, file, source, rule) => {
      expect(rulesBroken(file, source)).toContain(rule);
    },
    60_000,
  );

  it('may read the contract of another app', () => {
    expect(rulesBroken('apps/data/src/good-import.ts', "import '@malinshopper/network/contract';\n")).toEqual([]);
  }, 60_000);
});

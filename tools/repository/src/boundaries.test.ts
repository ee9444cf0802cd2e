import { roles } from '@malinshopper/environments';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const env = { ...process.env, NX_DAEMON: 'false' };

interface Case {
  readonly file: string;
  readonly source: string;
}

/** A rule about the projects of a tag, as eslint.config.mjs has it. */
interface Boundary {
  readonly sourceTag: string;
  readonly bannedExternalImports?: readonly string[];
}

/**
 * Lints texts as if they were in those files, which need not exist, and returns the configured boundaries. ESLint's configuration is an ES module,
 * which jest cannot load.
 */
function linted(cases: readonly Case[]): { readonly broken: string[][]; readonly boundaries: Boundary[] } {
  const program = `
    import { ESLint } from 'eslint';
    import { readFileSync } from 'node:fs';
    const eslint = new ESLint();
    const broken = [];
    for (const { file, source } of JSON.parse(readFileSync(0, 'utf8'))) {
      const [{ messages }] = await eslint.lintText(source, { filePath: file });
      broken.push(messages.map(({ ruleId }) => ruleId));
    }
    const { rules } = await eslint.calculateConfigForFile('apps/network/src/main.ts');
    const boundaries = rules['@nx/enforce-module-boundaries'][1].depConstraints;
    process.stdout.write('\\n' + JSON.stringify({ broken, boundaries }));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    env,
    input: JSON.stringify(cases),
    encoding: 'utf8',
  });
  return JSON.parse(said.slice(said.lastIndexOf('\n'))) as ReturnType<typeof linted>;
}

/** The tags of the project of a file. */
function tagsOf(file: string): readonly string[] {
  const { nx } = JSON.parse(readFileSync(join(root, file.replace(/src\/.*/, 'package.json')), 'utf8')) as {
    nx: { tags: string[] };
  };
  return nx.tags;
}

const boundary = '@nx/enforce-module-boundaries';
/** Each kind of comparison of a role with a text, and each role. */
const comparisonsOfRoles = [
  ['environments', 'role', "role === 'web'"],
  ['apps/compute', 'role that is another', "role !== 'fetcher'"],
  ['apps/delivery', 'role, the text first', "'web' === role"],
  ['libs/stack', 'role with a template', 'role === `web`'],
  ['tools/release', 'property', "group.role == 'x'"],
  ['tools/rehearsal', 'role from a function', "roleOf(instance) != 'x'"],
  ['tools/checks', 'name of a role', "group?.workerRole === 'x'"],
  ['tools/release', 'list of roles', "['web', 'x'].includes(role)"],
  ['apps/compute', 'beginning of a role', "role.startsWith('updater')"],
  ...roles.map((name) => ['tools/release', `name with ${name}`, `part.name === '${name}'`]),
  ['apps/compute', 'role by cases', "(() => { switch (role) { default: return 'x'; } })()"],
  ['tools/local-aws', 'name by cases', "(() => { switch (name) { case 'web': return 'x'; default: return ''; } })()"],
].map(
  ([project, what, expression]) =>
    [
      `a comparison with a text: ${what}`,
      `${project}/src/bad-comparison.test.ts`,
      `export const bad = (role: any, group: any, part: any, instance: any, roleOf: any, name: any) => ${expression};\n`,
      'no-restricted-syntax',
    ] as const,
);

const refused = [
  ['an app that imports a tool', 'apps/network/src/bad-import.ts', "import '@malinshopper/terraform';\n", boundary],
  ['an environment that imports a lib', 'environments/src/bad-import.ts', "import '@malinshopper/stack';\n", boundary],
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
    'a tool that imports cdktf',
    'tools/terraform/src/bad-import.ts',
    "import '@cdktf/provider-aws/lib/vpc';\n",
    boundary,
  ],
  [
    'a construct that imports a tool',
    'libs/constructs/src/bad-import.ts',
    "import '@malinshopper/terraform';\n",
    boundary,
  ],
  [
    'a lib of tests that imports a construct',
    'libs/testing/src/bad-import.ts',
    "import '@malinshopper/constructs';\n",
    boundary,
  ],
  [
    'a project that imports itself by its name',
    'tools/terraform/src/bad-import.ts',
    "import '@malinshopper/terraform';\n",
    boundary,
  ],
  ['a leaf that imports a lib', 'libs/aws-facts/src/bad-import.ts', "import '@malinshopper/environments';\n", boundary],
  ['a leaf that imports cdktf', 'libs/aws-facts/src/bad-import.ts', "import 'cdktf';\n", boundary],
  [
    'the model of the JSON that imports a tool',
    'libs/synthesized/src/bad-import.ts',
    "import '@malinshopper/terraform';\n",
    boundary,
  ],
  ['the model of the JSON that imports cdktf', 'libs/synthesized/src/bad-import.ts', "import 'cdktf';\n", boundary],
  ['a lib that imports an app', 'libs/stack/src/bad-import.ts', "import '@malinshopper/network/contract';\n", boundary],
  [
    'an app that reaches into another',
    'apps/data/src/bad-import.ts',
    "import '../../network/src/network-stack';\n",
    boundary,
  ],
  ['the provider’s barrel', 'apps/data/src/bad-import.ts', "import '@cdktf/provider-aws';\n", 'no-restricted-imports'],
  ...comparisonsOfRoles,
] as const;

describe('a source file', () => {
  let broken: string[][];
  let boundaries: Boundary[];

  beforeAll(() => {
    // Without the project graph of Nx the boundary rule accepts everything, and does not fail.
    execFileSync(join(root, 'node_modules/.bin/nx'), ['show', 'projects'], { cwd: root, env, stdio: 'ignore' });
    const allowed = [
      { file: 'apps/data/src/good-import.ts', source: "import '@malinshopper/network/contract';\n" },
      { file: 'tools/terraform/src/good-import.ts', source: "import '@malinshopper/aws-facts';\n" },
      { file: 'tools/policy/src/good-import.ts', source: "import '@malinshopper/synthesized';\n" },
      {
        file: 'apps/compute/src/good-comparison.ts',
        source:
          "export const good = (role: string, other: string, mode: string) => role !== other && mode === 'workers';\n",
      },
    ];
    ({ broken, boundaries } = linted([...refused.map(([, file, source]) => ({ file, source })), ...allowed]));
  });

  it.each(refused.map(([what, , , rule], index) => [what, rule, index] as const))(
    'is refused: %s',
    (_what, rule, index) => {
      expect(broken[index]).toContain(rule);
    },
  );

  it('is refused for each configured boundary: for a project, and for a banned package', () => {
    const isPackage = (source: string) => /'@?cdktf/.test(source);
    const tried = (tag: string, which: (source: string) => boolean) =>
      refused.some(([, file, source]) => which(source) && tagsOf(file).includes(tag));
    const untried = boundaries.filter(
      ({ sourceTag, bannedExternalImports }) =>
        !tried(sourceTag, (source) => !isPackage(source)) || (bannedExternalImports && !tried(sourceTag, isPackage)),
    );
    expect(boundaries.map(({ sourceTag }) => sourceTag)).toContain('type:app');
    expect(untried.map(({ sourceTag }) => sourceTag)).toEqual([]);
  });

  it('may read the contract of another app', () => {
    expect(broken[refused.length]).toEqual([]);
  });

  it('may compare two roles with each other, and other values with a text', () => {
    expect(broken[refused.length + 2]).toEqual([]);
  });

  it('of a tool may read facts about AWS', () => {
    expect(broken[refused.length + 1]).toEqual([]);
  });
});

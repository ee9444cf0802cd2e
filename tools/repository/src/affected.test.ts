import { appNames } from '@malinshopper/environments';
import { selected, type Selected } from './testing/nx';

/** Checks of all apps. Their only dependents: rehearsal on release, ci on affected, bootstrap on preflight and rehearsal. */
const ofApps = ['affected', 'bootstrap', 'checks', 'ci', 'permissions', 'preflight', 'rehearsal', 'release'];
const apps: readonly string[] = [...appNames].sort();
const all = [
  ...apps,
  ...ofApps,
  ...[
    'aws-facts',
    'bundle',
    'constructs',
    'environments',
    'images',
    'local-aws',
    'nx-cdktf',
    'policy',
    'prose',
    'review',
    'revision',
    'software',
    'stack',
    'synth',
    'synthesized',
  ],
  ...['terraform', 'testing', 'text'],
];
/** Projects that contain the policy or the embedded AWS, by import. */
const ofTerraform = [
  'affected',
  'bootstrap',
  'checks',
  'ci',
  'images',
  'preflight',
  'rehearsal',
  'release',
  'software',
  'terraform',
];
/** Projects that contain the policy; the simulator also checks the actions that roles must never do. */
const ofPolicy = ['permissions', 'policy', 'review', ...ofTerraform];

interface Edit {
  readonly edit: string;
  readonly files: readonly string[];
  /** The projects with tests or lint that can fail by it, besides repository, which checks the sources of all. */
  readonly red: readonly string[];
  /** The apps with a plan that may differ. @default - the apps among those */
  readonly deploys?: readonly string[];
}

const edits: readonly Edit[] = [
  {
    edit: 'an unencrypted queue in network: the policy, the permissions of its role, and the readers of its contract',
    files: ['apps/network/src/network.ts'],
    red: ['network', 'data', 'compute', 'delivery', ...ofApps],
  },
  {
    edit: 'a resource of delivery, which has no contract with readers',
    files: ['apps/delivery/src/delivery-stack.ts'],
    red: ['delivery', ...ofApps],
  },
  {
    edit: 'a permission of a role in account: its table, and all that read the account’s contract',
    files: ['apps/account/src/access/teams/network.ts'],
    red: [...apps, ...ofApps],
  },
  {
    edit: 'an output of the contract of data',
    files: ['apps/data/src/contract.ts'],
    red: ['data', 'compute', 'delivery', ...ofApps],
  },
  {
    edit: 'a value of an environment: all except projects without environments',
    files: ['environments/src/testing.ts'],
    red: all.filter((name) => !['aws-facts', 'bundle', 'local-aws', 'prose', 'revision', 'text'].includes(name)),
  },
  {
    edit: 'a construct',
    files: ['libs/constructs/src/bucket.ts'],
    red: ['constructs', ...apps, ...ofApps],
  },
  {
    edit: 'the names of the stack',
    files: ['libs/stack/src/names.ts'],
    red: ['stack', 'constructs', 'testing', ...apps, ...ofApps],
  },
  {
    edit: 'the simulator of the tests',
    files: ['libs/testing/src/simulator.ts'],
    red: ['testing', 'constructs', ...apps, ...ofApps],
  },
  {
    edit: 'a rule of the policy: it judges the apps in checks, and production at its deploy',
    files: ['tools/policy/src/rules/sqs/queues.ts'],
    red: ofPolicy,
  },
  {
    edit: 'the display of texts: in every program that prints',
    files: ['libs/text/src/visible.ts'],
    red: ['text', 'revision', 'local-aws', 'permissions', ...ofPolicy],
  },
  { edit: 'a waiver', files: ['tools/policy/src/waivers/waivers.ts'], red: ofPolicy },
  {
    edit: 'a service of the embedded AWS',
    files: ['tools/local-aws/src/gateway/operation.ts'],
    red: ['local-aws', 'permissions', ...ofTerraform],
  },
  {
    edit: 'a fact about AWS: environments know the quotas',
    files: ['libs/aws-facts/src/quotas.ts'],
    red: all.filter((name) => !['bundle', 'prose', 'revision', 'text'].includes(name)),
  },
  { edit: 'a command of Terraform: no app is deployed by it', files: ['tools/terraform/src/cli.ts'], red: ofTerraform },
  { edit: 'a table of permissions', files: ['tools/permissions/src/decisions.ts'], red: ['permissions'] },
  {
    edit: 'the names of a release',
    files: ['tools/release/src/environment/names.ts'],
    red: ['release', 'rehearsal', 'bootstrap'],
  },
  { edit: 'only a test', files: ['tools/policy/src/report/report.test.ts'], red: ofPolicy },
  { edit: 'the package.json of a project', files: ['tools/images/package.json'], red: ['images'] },
  {
    edit: 'a hook of an example: compute runs it as an instance does, and every dependent of compute follows',
    files: ['examples/web-app/hooks/validate'],
    red: ['compute', 'delivery', ...ofApps],
  },
  { edit: 'the guide to adding a service', files: ['docs/adding-a-service.md'], red: [] },
  { edit: 'the page of a team', files: ['docs/teams/data.md'], red: ['nx-cdktf'] },
  { edit: 'the document of the policy', files: ['docs/policy-coverage.md'], red: ['checks'] },
  { edit: 'the page for on-call: it has an entry for each alarm', files: ['docs/on-call.md'], red: ['checks'] },
  { edit: 'the configuration of cdktf-cli', files: ['cdktf.json'], red: ['checks'] },
  {
    edit: 'the lock file of the providers: every plan may be another',
    files: ['.terraform.lock.hcl'],
    red: [...apps, 'local-aws', 'permissions', ...ofTerraform],
  },
  { edit: 'the lock file of npm', files: ['package-lock.json'], red: all },
  { edit: 'the compiler’s configuration', files: ['tsconfig.json'], red: all },
  { edit: 'the configuration of the tests', files: ['jest.config.js'], red: all },
  { edit: 'the configuration of the linter', files: ['eslint.config.mjs'], red: all },
  { edit: 'a word of the linter of prose', files: ['tools/prose/src/words.ts'], red: all },
  { edit: 'a page of the documents', files: ['README.md', 'docs/golden-images.md'], red: [] },
  { edit: 'the targets of the plugin', files: ['tools/nx-cdktf/src/targets.ts'], red: all },
  { edit: 'an app that is removed', files: ['apps/search/package.json'], red: all },
];
/** Files that no test reads: `nx affected` selects nothing. */
const readByNone = ['.npmrc', '.prettierignore'];

let made: Selected;
beforeAll(() => {
  made = selected([...edits.map(({ files }) => files), readByNone]);
});

const deployable = (projects: readonly string[]) =>
  projects.filter((project) => made.graph.nodes[project]?.data.targets?.['deploy']).sort();

describe('nx affected', () => {
  test.each(edits.map((edit, index) => ({ ...edit, index })))('selects the projects that can fail: $edit', (row) => {
    const selection = made.projects[row.index]!;
    expect(selection.filter((project) => project !== 'repository')).toEqual([...new Set(row.red)].sort());
    expect(selection).toContain('repository');
  });

  test.each([
    ['delivery alone', 'a resource of delivery, which has no contract with readers', ['delivery']],
    ['the apps that read it', 'an output of the contract of data', ['compute', 'data', 'delivery']],
    ['no app for a tool', 'a command of Terraform: no app is deployed by it', []],
    ['no app for a table of permissions', 'a table of permissions', []],
    ['no app for a rule', 'a rule of the policy: it judges the apps in checks, and production at its deploy', []],
    ['every app for another provider', 'the lock file of the providers: every plan may be another', apps],
  ])('-t deploy selects %s', (_what, name, expected) => {
    const index = edits.findIndex(({ edit }) => edit === name);
    expect(deployable(made.projects[index]!)).toEqual(expected);
  });

  test('selects nothing for files that no test reads', () => {
    expect(made.projects.at(-1)).toEqual([]);
  });

  test('is tested with at least twenty edits, and knows every project', () => {
    expect(edits.length).toBeGreaterThanOrEqual(20);
    expect(Object.keys(made.graph.nodes).sort()).toEqual([...new Set([...all, 'repository'])].sort());
  });
});

describe('an arrow between two apps', () => {
  test('means that one reads the contract of the other, and no app depends on a check or a tool', () => {
    const { nodes, dependencies } = made.graph;
    const others = apps.flatMap((app) =>
      dependencies[app]!.filter(
        ({ target, type }) => type === 'implicit' || nodes[target]!.data.root.startsWith('tools/'),
      ),
    );
    expect(others).toEqual([]);
    expect(dependencies['delivery']!.map(({ target }) => target).filter((target) => apps.includes(target))).toEqual([
      'account',
      'compute',
      'data',
    ]);
  });
});

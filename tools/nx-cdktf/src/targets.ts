import type { TargetConfiguration } from '@nx/devkit';
import { longLivedEnvironments } from '@malinshopper/environments';

const run = 'node --require tsx/cjs';
const synthProgram = '../../tools/synth/src/bundle/run.mjs ../../libs/stack/src/synth.ts';
const terraformProgram = 'tools/terraform/src/cli.ts';

/** A project of this repository, as its package.json declares it. */
export interface Project {
  readonly name: string;
  readonly root: string;
  readonly isApp: boolean;
  /** The projects of this repository that it imports. */
  readonly imports: readonly string[];
}

/** The targets of a project: every one is linted and tested, and an app is synthesized, planned, deployed and destroyed. */
export function targetsOf(project: Project, all: readonly Project[]): Record<string, TargetConfiguration> {
  const readers = all.filter(({ isApp, imports }) => isApp && imports.includes(project.name)).map(({ name }) => name);
  return { ...checkTargets(project, all), ...(project.isApp ? appTargets(project, readers) : {}) };
}

/** One configuration of each tool for the whole repository, run on one project. */
function checkTargets({ name, root, isApp }: Project, all: readonly Project[]): Record<string, TargetConfiguration> {
  // Tests of tools and libs synthesize the apps by their paths, and those of the account judge them: no import says so.
  const tried = isApp && name !== 'account' ? [] : all.filter((one) => one.isApp && one.name !== name);
  const ofApps = tried.length > 0 ? [{ input: 'default', projects: tried.map((app) => app.name) }] : [];
  const check = (
    command: string,
    configuration: string,
    description: string,
    more: NonNullable<TargetConfiguration['inputs']> = [],
  ): TargetConfiguration => ({
    executor: 'nx:run-commands',
    options: { command },
    cache: true,
    inputs: ['default', '^default', `{workspaceRoot}/${configuration}`, ...more],
    outputs: [],
    metadata: { description },
  });
  return {
    lint: check(`eslint ${root}`, 'eslint.config.mjs', `Checks the sources of ${name}, and whom they import`),
    test: check(
      `jest --selectProjects unit --passWithNoTests --testPathPatterns ^${root}/`,
      'jest.config.js',
      `Runs the unit tests of ${name}`,
      ofApps,
    ),
  };
}

/** `readers` are the apps that read the app's contract. */
function appTargets({ name, root }: Project, readers: readonly string[]): Record<string, TargetConfiguration> {
  const terraform = (verb: string, description: string): TargetConfiguration => ({
    executor: 'nx:run-commands',
    options: { command: `${run} ${terraformProgram} ${verb} ${root}` },
    configurations: perEnvironment((environment) => ({ environment })),
    // What exists in AWS is no input that Nx could know: a replayed deploy would deploy nothing.
    cache: false,
    metadata: { description },
  });
  const targets: Record<string, TargetConfiguration> = {
    synth: {
      executor: 'nx:run-commands',
      options: { cwd: root, command: `node ${synthProgram} .`, out: 'cdktf.out/selected' },
      configurations: perEnvironment((environment) => ({ environment, out: `cdktf.out/${environment}` })),
      cache: true,
      inputs: ['default', '^default', { env: 'ENVIRONMENT' }],
      outputs: ['{projectRoot}/{options.out}'],
      metadata: { description: `Writes the Terraform JSON of ${name} for an environment` },
    },
    plan: terraform('plan', `Shows what a deploy of ${name} would change`),
    unlock: terraform('unlock', `Releases the lock that a killed run left on the state of ${name}`),
    deploy: { ...terraform('deploy', `Deploys ${name}, after the apps it reads`), dependsOn: ['^deploy'] },
  };
  // The account holds the state bucket and the zones: environments come and go, it stays.
  if (name === 'account') return targets;
  return {
    ...targets,
    destroy: {
      ...terraform('destroy', `Destroys ${name}, after the apps that read it`),
      // Nx knows no reverse order: the readers are written out.
      dependsOn: readers.map((reader) => ({ projects: [reader], target: 'destroy' })),
    },
  };
}

function perEnvironment<T>(configure: (name: string) => T): Record<string, T> {
  return Object.fromEntries(longLivedEnvironments.map(({ name }) => [name, configure(name)]));
}

import type { TargetConfiguration } from '@nx/devkit';
import { longLivedEnvironments } from '@malinshopper/environments';
import type { Project } from './project';

const run = 'node --require ./tools/nx-cdktf/closed-pipe.cjs --require tsx/cjs';
const synthProgram = '../../tools/bundle/src/run.mjs ../../libs/stack/src/synth.ts';
const terraformProgram = 'tools/terraform/src/cli.ts';

/** The targets of a project: every one is linted and tested, and an app is synthesized, planned, deployed and destroyed. */
export function targetsOf(project: Project, all: readonly Project[]): Record<string, TargetConfiguration> {
  const readers = all.filter(({ isApp, imports }) => isApp && imports.includes(project.name)).map(({ name }) => name);
  return { ...checkTargets(project), ...(project.isApp ? appTargets(project, readers) : {}) };
}

/**
 * Returns the targets that run a tool on one project. Each tool has one configuration for the whole repository. The
 * inputs follow the graph: a project also depends on the projects that it checks without an import (project.ts).
 * `reads` lists files outside of all projects that its tests read. The tests of an imported project are not an input,
 * unless the project checks them too.
 */
function checkTargets({ name, root, tags }: Project): Record<string, TargetConfiguration> {
  const ofOthers = tags.includes('checks:projects') ? '^default' : '^untested';
  const check = (command: string, inputs: readonly string[], description: string): TargetConfiguration => ({
    executor: 'nx:run-commands',
    options: { command },
    cache: true,
    inputs: ['default', ofOthers, ...inputs],
    outputs: [],
    metadata: { description },
  });
  return {
    lint: check(
      `eslint ${root}`,
      ['{workspaceRoot}/eslint.config.mjs', '{workspaceRoot}/tools/prose/src/*.ts'],
      `Checks the sources of ${name}, and its imports of projects`,
    ),
    test: check(
      `jest --selectProjects unit --passWithNoTests --testPathPatterns ^${root}/`,
      ['{workspaceRoot}/jest.config.js', 'reads'],
      `Runs the unit tests of ${name}`,
    ),
  };
}

/** `readers` are the apps that read the app's contract. */
function appTargets({ name, root }: Project, readers: readonly string[]): Record<string, TargetConfiguration> {
  const terraform = (verb: string, description: string): TargetConfiguration => ({
    executor: 'nx:run-commands',
    options: { command: `${run} ${terraformProgram} ${verb} ${root}` },
    configurations: perEnvironment((environment) => ({ environment })),
    // The resources in AWS are no input that Nx could know: a replayed deploy would deploy nothing.
    cache: false,
    // For `nx affected`: with another provider, a plan may differ.
    inputs: ['{workspaceRoot}/.terraform.lock.hcl'],
    metadata: { description },
  });
  const targets: Record<string, TargetConfiguration> = {
    synth: {
      executor: 'nx:run-commands',
      options: { cwd: root, command: `node ${synthProgram} .`, out: 'cdktf.out/selected' },
      configurations: perEnvironment((environment) => ({ environment, out: `cdktf.out/${environment}` })),
      cache: true,
      inputs: ['default', '^untested', { env: 'ENVIRONMENT' }],
      outputs: ['{projectRoot}/{options.out}'],
      metadata: { description: `Writes the Terraform JSON of ${name} for an environment` },
    },
    plan: terraform('plan', `Shows the changes of a deploy of ${name}`),
    drift: terraform('drift', `Compares ${name} with AWS, and shows drift`),
    unlock: terraform('unlock', `Releases the lock that a killed run left on the state of ${name}`),
    deploy: { ...terraform('deploy', `Deploys ${name}, after the apps it reads`), dependsOn: ['^deploy'] },
  };
  // The account has the state bucket and the zones: environments come and go, the account stays.
  if (name === 'account') return targets;
  return {
    ...targets,
    destroy: {
      ...terraform('destroy', `Destroys ${name}, after the apps that read it`),
      // Nx has no reverse order: the readers are listed.
      dependsOn: readers.map((reader) => ({ projects: [reader], target: 'destroy' })),
    },
  };
}

function perEnvironment<T>(configure: (name: string) => T): Record<string, T> {
  return Object.fromEntries(longLivedEnvironments.map(({ name }) => [name, configure(name)]));
}

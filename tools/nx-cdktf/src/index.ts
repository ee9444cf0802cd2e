import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CreateNodes, CreateNodesContextV2, TargetConfiguration } from '@nx/devkit';
import { longLivedEnvironments } from '@malinshopper/environments';

const run = 'node --require tsx/cjs';
const synthProgram = 'libs/stack/src/synth.ts';
const terraformProgram = 'tools/terraform/src/cli.ts';

/** An app as its package.json declares it. */
interface App {
  readonly name: string;
  readonly root: string;
  /** The apps whose contracts it reads. */
  readonly reads: readonly string[];
}

/**
 * Gives every app the targets `synth`, `plan`, `deploy` and `destroy`, with a configuration for each environment that
 * stays: `nx deploy network -c staging`. A branch is named by ENVIRONMENT: `ENVIRONMENT=feature/checkout nx deploy network`.
 */
export const createNodes: CreateNodes = [
  'apps/*/package.json',
  (files, _options, context) => {
    const apps = files.map((file) => readApp(file, context));
    return files.map((file, index) => {
      const app = apps[index]!;
      const readers = apps.filter(({ reads }) => reads.includes(app.name)).map(({ name }) => name);
      return [file, { projects: { [app.root]: { targets: targetsOf(app, readers) } } }];
    });
  },
];

function readApp(file: string, { workspaceRoot }: CreateNodesContextV2): App {
  const root = dirname(file);
  const { dependencies = {} } = JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const reads = Object.keys(dependencies).map((dependency) => dependency.replace('@malinshopper/', ''));
  return { name: root.split('/').at(-1)!, root, reads };
}

/** The targets of an app. `readers` are the apps that read its contract, which have to go before it. */
export function targetsOf({ name, root }: App, readers: readonly string[]): Record<string, TargetConfiguration> {
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
      options: { cwd: root, command: `${run} ../../${synthProgram} .`, out: 'cdktf.out/selected' },
      configurations: perEnvironment((environment) => ({ environment, out: `cdktf.out/${environment}` })),
      cache: true,
      inputs: ['default', '^default', { env: 'ENVIRONMENT' }, { externalDependencies: ['cdktf', '@cdktf/provider-aws', 'tsx'] }],
      outputs: ['{projectRoot}/{options.out}'],
      metadata: { description: `Writes the Terraform JSON of ${name} for an environment` },
    },
    plan: terraform('plan', `Shows what a deploy of ${name} would change`),
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

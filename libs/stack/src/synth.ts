import './without-source-maps';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  chosenEnvironment,
  longLivedEnvironments,
  variantOf,
  withoutProtection,
  type Environment,
  type EnvironmentConfig,
} from '@malinshopper/environments';
import { App, type TerraformStack } from 'cdktf';
import { withOwnTokens } from './cdktf/own-tokens';
import { rememberLocations } from './locations';

/** The default export of an app's `src/main.ts`: it adds the app's stack for an environment to the program. */
export type SynthEntry = (app: App, environment: Environment) => TerraformStack;

/** The entry of the app with this project folder. */
export type LoadEntry = (project: string) => SynthEntry;

const root = resolve(__dirname, '../../..');
const load = createRequire(__filename);
const fromSources: LoadEntry = (project) =>
  (load(join(project, 'src/main.ts')) as { readonly default: SynthEntry }).default;

/** Synthesizes the apps (project folders) for an environment into `outdir`, in one cdktf program. */
export function synthesize(
  projects: readonly string[],
  of: Environment,
  outdir?: string,
  entryOf: LoadEntry = fromSources,
): void {
  if (outdir) mkdirSync(outdir, { recursive: true });
  const entries = projects.map((project) => [project, entryOf(project)] as const);
  withOwnTokens(() => {
    const app = new App(outdir ? { outdir } : {});
    for (const [project, entry] of entries) {
      const { node } = entry(app, of);
      if (node.id !== basename(project)) {
        throw new Error(`The stack of ${project} is called "${node.id}": it must have the name of its folder.`);
      }
    }
    app.synth();
  });
}

const allApps = () =>
  readdirSync(join(root, 'apps'))
    .sort()
    .map((name) => join(root, 'apps', name));

/**
 * `synth.ts [--environment NAME]... [--each] [--out DIR] [--changes JSON] [--unprotected REASON] [--locations FILE]
 * [PROJECT...]`: without projects all apps, without `--out` the folder of cdktf-cli (CDKTF_OUTDIR), without
 * `--environment` the one that ENVIRONMENT names. With `--each`, every named environment, or every long-lived one, has
 * a folder of its name in that of `--out`. `--changes` are values that replace those in the environment's file, in the
 * same form. `--locations` writes the source lines that created each construct.
 */
export function main(entryOf: LoadEntry = fromSources): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      environment: { type: 'string', multiple: true },
      each: { type: 'boolean' },
      out: { type: 'string' },
      changes: { type: 'string' },
      unprotected: { type: 'string' },
      locations: { type: 'string' },
    },
  });
  const changes = JSON.parse(values.changes ?? '{}') as Partial<EnvironmentConfig>;
  const all = values.each ? longLivedEnvironments.map(({ name }) => name) : [undefined];
  const projects = positionals.length > 0 ? positionals.map((project) => resolve(project)) : allApps();
  const locations = values.locations === undefined ? undefined : rememberLocations(root);
  for (const name of values.environment ?? all) {
    const changed = variantOf(chosenEnvironment(name), changes);
    const of = values.unprotected === undefined ? changed : withoutProtection(changed, values.unprotected);
    const out = values.out && resolve(values.out);
    synthesize(projects, of, out && values.each ? join(out, of.name) : out, entryOf);
  }
  if (locations) writeFileSync(resolve(values.locations!), JSON.stringify(locations()));
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

import {
  synthesize as synthesizeJson,
  synthesizeEach as synthesizeEachJson,
  type SynthOptions,
} from '@malinshopper/synth';
import { readConfiguration, type Configuration } from './configuration';

export interface Synthesized {
  /** The JSON as cdktf wrote it. Terraform gets these very bytes. */
  readonly json: string;
  readonly configuration: Configuration;
}

/** Synthesizes apps for an environment, and reads the facts that Terraform's run needs of each. */
export async function synthesize(
  environment: string,
  projects: readonly string[],
  options: SynthOptions = {},
): Promise<Map<string, Synthesized>> {
  return readStacks(await synthesizeJson(environment, projects, options));
}

/** The same for several environments, by their names; by default for all long-lived ones. */
export async function synthesizeEach(
  environments: readonly string[] | undefined,
  projects: readonly string[],
  options: SynthOptions = {},
): Promise<Map<string, Map<string, Synthesized>>> {
  const each = await synthesizeEachJson(environments, projects, options);
  return new Map([...each].map(([environment, stacks]) => [environment, readStacks(stacks)]));
}

/** Reads synthesized stacks, by the app's name. */
export function readStacks(stacks: ReadonlyMap<string, string>): Map<string, Synthesized> {
  return new Map(
    [...stacks].map(([app, json]) => [
      app,
      { json, configuration: readConfiguration(json, `the cdk.tf.json of ${app}`) },
    ]),
  );
}

/** The same for a single app. */
export async function synthesizeOne(
  environment: string,
  project: string,
  options: SynthOptions = {},
): Promise<Synthesized> {
  const [only] = (await synthesize(environment, [project], options)).values();
  return only as Synthesized;
}

import type { Environment } from '@malinshopper/environments';
import { installation, type Installation } from '../installation/installation';
import { repositoryRoot } from '@malinshopper/synth';
import { childEnvironment } from '../aws-target/child-environment';
import { openSession, type Session } from '../aws-target/session';
import { chosenTarget, type Target } from '../aws-target/target';

/** The things that all commands need and that can be prepared while the apps are still being synthesized. */
export interface Context {
  readonly environment: Environment;
  readonly session: Session;
  readonly installation: Installation;
  /** The variables for Terraform. */
  readonly env: NodeJS.ProcessEnv;
  readonly root: string;
}

export interface ContextOptions {
  /** @default - chosen by EMBEDDED_AWS */
  readonly target?: Target;
  /** The repository. @default - this one */
  readonly root?: string;
  /** An open session of the account. @default - one is opened */
  readonly session?: Session;
  /** @default - the environment of this process */
  readonly variables?: NodeJS.ProcessEnv;
}

/** Finds Terraform, and opens the access to the environment's account at the same time. */
export async function openContext(environment: Environment, options: ContextOptions = {}): Promise<Context> {
  const { root = repositoryRoot, variables = process.env, target = chosenTarget(variables) } = options;
  const onDownload = (url: string) => console.error(`Terraform is not on PATH: downloading ${url}`);
  const [session, found] = await Promise.all([
    options.session ?? openSession(target, environment),
    installation({ variables, onDownload }),
  ]);
  const { cliConfiguration } = found;
  const env = childEnvironment({ target, region: environment.region, cliConfiguration, variables });
  return { environment, session, installation: found, env, root };
}

import { devNull } from 'node:os';
import type { Target } from './target';

/** Variables that change what Terraform does behind our back: flags, another workspace, another data folder. */
const TERRAFORM_DIVERSION = /^TF_(CLI_ARGS|WORKSPACE$|DATA_DIR$|INPUT$|CLI_CONFIG_FILE$)/;
const PROXY = /^(https?|all|no|ftp)_proxy$/i;

export interface ChildEnvironmentOptions {
  readonly target: Target;
  readonly region: string;
  /** Terraform's CLI configuration, which says where providers come from. */
  readonly cliConfiguration: string;
  /** @default - the environment of this process */
  readonly variables?: NodeJS.ProcessEnv;
}

/**
 * The variables that Terraform gets. For the real AWS they are the person's own. For the embedded AWS nothing that could
 * lead out of this machine is left: no profile, role, endpoint or proxy. Credentials are not among the variables: the
 * override file in the work folder names them, together with the endpoint they are for.
 */
export function childEnvironment(options: ChildEnvironmentOptions): NodeJS.ProcessEnv {
  const { target, region, cliConfiguration, variables = process.env } = options;
  const embedded = target.kind === 'embedded';
  const kept = Object.entries(variables).filter(
    ([name]) => !TERRAFORM_DIVERSION.test(name) && !(embedded && (name.startsWith('AWS_') || PROXY.test(name))),
  );
  return {
    ...Object.fromEntries(kept),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    // Terraform and the provider hold 100 MB of schemas. Go's garbage collector, at its default of 100, takes a fifth of their
    // processor time for going through them (`terraform providers schema`: 2.7 s, 2.1 s with 400), for 100 MB of memory.
    GOGC: variables['GOGC'] ?? '400',
    TF_CLI_CONFIG_FILE: cliConfiguration,
    ...(embedded && {
      AWS_ENDPOINT_URL: target.endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      // Whatever is not the embedded AWS ends there too: it refuses what it is asked to pass on.
      HTTP_PROXY: target.endpoint,
      HTTPS_PROXY: target.endpoint,
      NO_PROXY: '127.0.0.1',
    }),
  };
}

/** The same for `terraform init`, which may have to download the provider: with the proxies of the person. */
export function withDownloads(env: NodeJS.ProcessEnv, variables: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const own = (all: NodeJS.ProcessEnv, kept: boolean) =>
    Object.entries(all).filter(([name]) => PROXY.test(name) === kept);
  return Object.fromEntries([...own(env, false), ...own(variables, true)]);
}

import { devNull } from 'node:os';
import type { Target } from './target';

/**
 * The variables of the user that Terraform receives: an allowlist of names. Other variables of a shell can change what Terraform does without notice
 * (`TF_CLI_ARGS`, `TF_WORKSPACE`, `TF_VAR_...`, `TF_REATTACH_PROVIDERS`: Terraform's documentation, "Environment Variables"), what it runs
 * (`LD_PRELOAD`), or what it writes into logs (`TF_LOG`).
 */
const ANY_TARGET = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ'],
  // Certificates of a proxy that opens TLS (Go's crypto/x509), and the frequency of Go's garbage collection.
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GOGC'],
];

/** Go's net/http knows these, in both spellings (`httpproxy.FromEnvironment`). */
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * The sources of credentials for the real AWS, and the network settings for it (AWS SDKs and Tools Reference Guide, "Environment variables
 * supported"). No endpoint is among them: the real AWS is reached by its default endpoints.
 */
const REAL_AWS = [
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  ...['AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
  ...['AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
  ...['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  ...['AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
  ...['AWS_EC2_METADATA_DISABLED', 'AWS_CA_BUNDLE', 'AWS_STS_REGIONAL_ENDPOINTS'],
  ...['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_MAX_ATTEMPTS', 'AWS_RETRY_MODE'],
  ...PROXIES,
];

const only = (names: readonly string[], variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));

/** The variables that every Terraform process receives, also one that only prints its version. */
export function terraformVariables(cliConfiguration: string, variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    // Terraform and the provider hold 100 MB of schemas. Go's garbage collector, at its default of 100, takes a fifth of their
    // processor time for going through them (`terraform providers schema`: 2.7 s, 2.1 s with 400), for 100 MB of memory.
    GOGC: '400',
    ...only(ANY_TARGET, variables),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: cliConfiguration,
  };
}

export interface ChildEnvironmentOptions {
  readonly target: Target;
  readonly region: string;
  /** Terraform's CLI configuration, which configures the sources of providers. */
  readonly cliConfiguration: string;
  /** @default - the environment of this process */
  readonly variables?: NodeJS.ProcessEnv;
}

/**
 * Returns the variables that Terraform receives. For the real AWS, the user's credentials and proxies are among them.
 * For the embedded AWS, they contain no profile, role, endpoint or proxy of the user, so that no call leaves this
 * machine. Its credentials are not variables: the override file in the work folder names them, together with their
 * endpoint.
 */
export function childEnvironment(options: ChildEnvironmentOptions): NodeJS.ProcessEnv {
  const { target, region, cliConfiguration, variables = process.env } = options;
  const common = terraformVariables(cliConfiguration, variables);
  if (target.kind === 'aws') return { ...only(REAL_AWS, variables), ...common };
  return {
    ...common,
    AWS_ENDPOINT_URL: target.endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    // Requests to any other host arrive there too: the embedded AWS refuses to pass them on.
    HTTP_PROXY: target.endpoint,
    HTTPS_PROXY: target.endpoint,
    NO_PROXY: '127.0.0.1',
  };
}

/** The same for `terraform init`, which may have to download the provider: with the proxies of the user. */
export function withDownloads(env: NodeJS.ProcessEnv, variables: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const others = Object.keys(env).filter((name) => !PROXIES.includes(name));
  return { ...only(others, env), ...only(PROXIES, variables) };
}

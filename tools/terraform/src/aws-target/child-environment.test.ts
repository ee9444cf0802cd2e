import fc from 'fast-check';
import { childEnvironment, withDownloads } from './child-environment';
import type { Target } from './target';

const embedded: Target = { kind: 'embedded', endpoint: 'http://127.0.0.1:4566', assume: () => Promise.reject() };
const common = { region: 'eu-west-1', cliConfiguration: '/cache/own.tfrc' };

const ours = ['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_EC2_METADATA_DISABLED', 'AWS_CONFIG_FILE'];

test('no AWS variable and no proxy of the user reaches the embedded AWS', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[A-Z_]{1,20}$/).map((rest) => `AWS_${rest}`),
    fc.constantFrom('HTTP_PROXY', 'https_proxy', 'ALL_PROXY', 'no_proxy'),
  );
  fc.assert(
    fc.property(fc.dictionary(name, fc.constant('theirs')), (variables) => {
      const env = childEnvironment({ target: embedded, ...common, variables });
      expect(Object.values(env)).not.toContain('theirs');
      expect(
        Object.keys(env)
          .filter((key) => key.startsWith('AWS_'))
          .sort(),
      ).toEqual([...ours, 'AWS_SHARED_CREDENTIALS_FILE'].sort());
    }),
  );
});

test('the real AWS gets the credentials, certificates and proxies of the user unchanged', () => {
  const variables = {
    ...{ AWS_PROFILE: 'mine', AWS_REGION: 'eu-west-1', AWS_ROLE_ARN: 'arn', AWS_WEB_IDENTITY_TOKEN_FILE: '/token' },
    ...{ HTTPS_PROXY: 'http://proxy', no_proxy: 'inside', SSL_CERT_FILE: '/ca.pem', AWS_CA_BUNDLE: '/ca.pem' },
    ...{ PATH: '/bin', HOME: '/home/ana' },
  };
  expect(childEnvironment({ target: { kind: 'aws' }, ...common, variables })).toMatchObject(variables);
});

/** Variables that a shell may have, and that would change what Terraform does, runs, reads or logs. */
const hostile = [
  ...['TF_CLI_ARGS', 'TF_CLI_ARGS_apply', 'TF_CLI_ARGS_version', 'TF_WORKSPACE', 'TF_DATA_DIR', 'TF_VAR_region'],
  ...['TF_PLUGIN_CACHE_DIR', 'TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE', 'TF_REATTACH_PROVIDERS'],
  ...[
    'TF_LOG',
    'TF_LOG_PATH',
    'TF_LOG_PROVIDER',
    'TF_TOKEN_app_terraform_io',
    'TF_IGNORE',
    'TF_STATE_PERSIST_INTERVAL',
  ],
  ...['TF_REGISTRY_CLIENT_TIMEOUT', 'TF_SKIP_PROVIDER_VERIFY', 'TF_SKIP_CREATE_NAMESPACE', 'TF_APPEND_USER_AGENT'],
  ...[
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_S3',
    'AWS_S3_ENDPOINT',
    'AWS_STS_ENDPOINT',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  ],
  ...['AWS_EC2_METADATA_SERVICE_ENDPOINT', 'TF_AWS_DEFAULT_TAGS_App', 'AWS_SDK_LOAD_CONFIG', 'AWS_DEFAULT_PROFILE'],
  ...['LD_PRELOAD', 'LD_LIBRARY_PATH', 'DYLD_INSERT_LIBRARIES', 'NODE_OPTIONS', 'BASH_ENV', 'ENV', 'GODEBUG'],
  ...['ALL_PROXY', 'all_proxy', 'SSLKEYLOGFILE', 'GITHUB_TOKEN', 'tf_cli_args'],
];

test.each(['aws', 'embedded'] as const)('of the variables of a shell only listed names reach Terraform: %s', (kind) => {
  const target: Target = kind === 'aws' ? { kind } : embedded;
  const variables = Object.fromEntries(hostile.map((name) => [name, 'theirs']));
  const own = childEnvironment({ target, ...common, variables: {} });
  expect(childEnvironment({ target, ...common, variables })).toEqual(own);
  const added = childEnvironment({ target: { kind: 'aws' }, ...common, variables: { ...variables, PATH: '/bin' } });
  expect(Object.entries(added).filter(([, value]) => value === 'theirs')).toEqual([]);
});

test('no variable outside of the list reaches Terraform', () => {
  const named =
    /^(PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_ALL|TZ|SSL_CERT_(FILE|DIR)|GOGC|AWS_\w+|https?_proxy|no_proxy)$/i;
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z_]{1,24}$/), (name) => {
      fc.pre(!named.test(name));
      const env = childEnvironment({ target: { kind: 'aws' }, ...common, variables: { [name]: 'theirs' } });
      expect(Object.values(env)).not.toContain('theirs');
    }),
  );
});

test('Terraform asks no questions, sends no telemetry, and reads the CLI configuration of this tool', () => {
  const variables = { TF_CLI_CONFIG_FILE: '/somewhere/else', TF_INPUT: '1' };
  expect(childEnvironment({ target: embedded, ...common, variables })).toMatchObject({
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: '/cache/own.tfrc',
  });
});

test('Terraform collects garbage rarely, unless the user sets another value', () => {
  const of = (variables: NodeJS.ProcessEnv) => childEnvironment({ target: embedded, ...common, variables })['GOGC'];
  expect([of({}), of({ GOGC: '50' })]).toEqual(['400', '50']);
});

test('with the embedded AWS every other request ends at the gateway, but init may download', () => {
  const env = childEnvironment({ target: embedded, ...common, variables: { HTTPS_PROXY: 'http://theirs' } });
  expect(env).toMatchObject({ HTTP_PROXY: embedded.endpoint, HTTPS_PROXY: embedded.endpoint, NO_PROXY: '127.0.0.1' });
  const forInit = withDownloads(env, { HTTPS_PROXY: 'http://theirs', PATH: '/bin' });
  expect([forInit['HTTPS_PROXY'], forInit['HTTP_PROXY'], forInit['PATH']]).toEqual([
    'http://theirs',
    undefined,
    undefined,
  ]);
  expect(forInit['AWS_ENDPOINT_URL']).toBe(embedded.endpoint);
});

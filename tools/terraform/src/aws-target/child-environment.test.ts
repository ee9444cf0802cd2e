import fc from 'fast-check';
import { childEnvironment, withDownloads } from './child-environment';
import type { Target } from './target';

const embedded: Target = { kind: 'embedded', endpoint: 'http://127.0.0.1:4566', assume: () => Promise.reject() };
const common = { region: 'eu-west-1', cliConfiguration: '/cache/own.tfrc' };

const ours = ['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_EC2_METADATA_DISABLED', 'AWS_CONFIG_FILE'];

test('no AWS variable and no proxy of the person reaches the embedded AWS', () => {
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

test('the real AWS gets the variables of the person as they are', () => {
  const variables = { AWS_PROFILE: 'mine', AWS_REGION: 'eu-west-1', HTTPS_PROXY: 'http://proxy', PATH: '/bin' };
  expect(childEnvironment({ target: { kind: 'aws' }, ...common, variables })).toMatchObject(variables);
});

test.each(['TF_CLI_ARGS', 'TF_CLI_ARGS_apply', 'TF_WORKSPACE', 'TF_DATA_DIR'])(
  '%s does not change what Terraform does',
  (name) => {
    expect(childEnvironment({ target: { kind: 'aws' }, ...common, variables: { [name]: 'x' } })).not.toHaveProperty(
      name,
    );
  },
);

test('Terraform never asks, never calls home, and reads our CLI configuration', () => {
  const variables = { TF_CLI_CONFIG_FILE: '/somewhere/else', TF_INPUT: '1' };
  expect(childEnvironment({ target: embedded, ...common, variables })).toMatchObject({
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: '/cache/own.tfrc',
  });
});

test('Terraform collects garbage rarely, unless the person says how often', () => {
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

import { readConfiguration } from '../configuration';
import { stackJson } from '../testing/fake-app';
import { backendFlags, overrideFile, profileFile } from './override';

// From the work folder, in which Terraform runs.
const file = 'embedded-aws.profile';

test('the profile holds endpoint and credentials together: neither is of use without the other', () => {
  const credentials = { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token' };
  expect(profileFile('http://127.0.0.1:4566', 'eu-west-1', credentials)).toBe(
    '[profile embedded-aws]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:4566\n' +
      'aws_access_key_id = ASIA1\naws_secret_access_key = secret\naws_session_token = token\n',
  );
});

test('every provider block, alias or not, uses the profile', () => {
  const override = JSON.parse(overrideFile(readConfiguration(stackJson())));
  const led = { profile: 'embedded-aws', shared_config_files: [file], s3_use_path_style: true };
  expect(override.provider.aws).toEqual([
    expect.objectContaining(led),
    expect.objectContaining({ alias: 'us_east_1', ...led }),
  ]);
  expect(override).not.toHaveProperty('data');
});

test('a stack without a provider gets none, which Terraform would have to load', () => {
  const { required_version, backend } = JSON.parse(stackJson()).terraform;
  const json = JSON.stringify({ terraform: { required_version, backend } });
  expect(JSON.parse(overrideFile(readConfiguration(json)))).toEqual({});
});

test('every remote state uses it too, and keeps its place', () => {
  const json = stackJson('data', 'testing', { network: 'testing/network.tfstate' });
  const override = JSON.parse(overrideFile(readConfiguration(json)));
  expect(override.data.terraform_remote_state.network.config).toMatchObject({
    bucket: 'states',
    key: 'testing/network.tfstate',
    profile: 'embedded-aws',
    shared_config_files: [file],
  });
});

test('the backend uses it by flags, since its block cannot be overridden', () => {
  expect(backendFlags()).toContain('-backend-config=profile=embedded-aws');
  expect(backendFlags()).toContain(`-backend-config=shared_config_files=["${file}"]`);
});

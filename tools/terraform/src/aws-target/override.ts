import { devNull } from 'node:os';
import type { Configuration } from '../configuration';
import type { Credentials } from './target';

/** The profile in the file below. No AWS has it, so only that file can resolve it. */
const PROFILE = 'embedded-aws';

/**
 * The file, relative to Terraform's work folder. It cannot be an absolute path: the folder may have a `$` in its name, and Terraform expands
 * environment variables in such paths (aws-sdk-go-base, `expand.FilePath`: `os.ExpandEnv`).
 */
export const profileName = `${PROFILE}.profile`;

/**
 * A shared configuration file of the AWS SDKs with the endpoint and the credentials of the embedded AWS together. Terraform run by hand in the work
 * folder, with any credentials of the user, still reaches nothing else: an explicit profile takes precedence over the credentials in the environment,
 * and these credentials are worth nothing at the real AWS.
 */
export function profileFile(endpoint: string, region: string, credentials: Credentials): string {
  return [
    `[profile ${PROFILE}]`,
    `region = ${region}`,
    `endpoint_url = ${endpoint}`,
    `aws_access_key_id = ${credentials.accessKeyId}`,
    `aws_secret_access_key = ${credentials.secretAccessKey}`,
    `aws_session_token = ${credentials.sessionToken}`,
    '',
  ].join('\n');
}

/** The settings that the S3 backend, remote states and the providers have in common. */
const throughProfile = {
  profile: PROFILE,
  shared_config_files: [profileName],
  shared_credentials_files: [devNull],
};

const forState = {
  ...throughProfile,
  use_path_style: true,
  skip_metadata_api_check: true,
};

/**
 * `local_override.tf.json`: Terraform merges it over `cdk.tf.json`, which stays as it was synthesized. It points each
 * provider block and each remote state at the profile of the embedded AWS.
 */
export function overrideFile(configuration: Configuration): string {
  const provider = configuration.providers.map((alias) => ({
    ...(alias !== undefined && { alias }),
    ...throughProfile,
    s3_use_path_style: true,
    skip_metadata_api_check: 'true',
  }));
  const states = Object.entries(configuration.upstreams).map(([name, { bucket, key, region }]) => [
    name,
    { config: { bucket, key, region, ...forState } },
  ]);
  const data = states.length > 0 && { data: { terraform_remote_state: Object.fromEntries(states) } };
  // A block, even an empty one, would make Terraform load the provider.
  const blocks = provider.length > 0 && { provider: { aws: provider } };
  return `${JSON.stringify({ ...blocks, ...data }, null, 2)}\n`;
}

/** The same settings for the backend, as flags: its block cannot be overridden piece by piece. */
export function backendFlags(): string[] {
  return Object.entries(forState).map(
    ([name, value]) => `-backend-config=${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}

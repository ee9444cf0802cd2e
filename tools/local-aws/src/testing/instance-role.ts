import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { assumeEmbeddedAccount } from '../account';
import type { EmbeddedCredentials } from '../credentials';
import { embeddedEndpoint } from '../address';

const REGION = 'eu-west-1';

/** The settings of an AWS SDK client for the embedded AWS. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: EmbeddedCredentials;
  /** For S3: buckets in the path. */
  readonly forcePathStyle: true;
  readonly maxAttempts: 1;
}

/** The settings of the owner of an account, which is not subject to authorization. */
export async function ownerOf(account: string): Promise<ClientSettings> {
  return settings(await assumeEmbeddedAccount(account));
}

/** The settings of an instance, with a role that is made here as the apps make it, and has no permissions yet. */
export async function instanceWith(owner: ClientSettings, account: string, role: string): Promise<ClientSettings> {
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const Tags = [{ Key: 'Team', Value: 'compute' }];
  await new IAMClient(owner).send(
    new CreateRoleCommand({ RoleName: role, Path: '/compute/', AssumeRolePolicyDocument, Tags }),
  );
  const session = { RoleArn: `arn:aws:iam::${account}:role/compute/${role}`, RoleSessionName: 'i-0123456789abcdef0' };
  const { Credentials } = await new STSClient(owner).send(new AssumeRoleCommand(session));
  return settings({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  });
}

const settings = (credentials: EmbeddedCredentials): ClientSettings => ({
  endpoint: embeddedEndpoint(),
  region: REGION,
  credentials,
  forcePathStyle: true,
  maxAttempts: 1,
});

import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { S3Client } from '@aws-sdk/client-s3';
import { fromIni } from '@aws-sdk/credential-providers';
import type { Environment } from '@malinshopper/environments';
import { shellWord, type ClientConfiguration, type Session } from '@malinshopper/terraform';

/** The resolution of a profile to credentials and their identity; tests replace it. */
export interface ProfileOptions {
  readonly load: (profile: string) => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
  readonly whoIs: (clients: ClientConfiguration) => Promise<Session['identity']>;
}

const real: ProfileOptions = {
  load: (profile) => fromIni({ profile })(),
  whoIs: async (clients) => {
    const { Account, Arn } = await new STSClient(clients).send(new GetCallerIdentityCommand({}));
    return { account: Account ?? 'unknown', arn: Arn ?? 'unknown' };
  },
};

/**
 * Opens the access to an environment in another account on the real AWS, with a profile of the user's AWS
 * configuration. A promotion reads the source with this profile, and writes the target with the user's default
 * credentials.
 * @throws Error if the profile has no credentials, or belongs to another account
 */
export async function profileSession(
  profile: string,
  { name, region, account }: Environment,
  { load, whoIs }: ProfileOptions = real,
): Promise<Session> {
  const needed = `Environment ${name} lives in account ${account.id} (${account.name})`;
  const found = await load(profile).catch((error: Error) => {
    throw new Error(
      `The AWS profile "${profile}" has no valid credentials: ${error.message}. ${needed}: select a profile of that account ` +
        `with --source-profile, and sign in with it (\`aws sso login --profile ${shellWord(profile)}\`).`,
    );
  });
  // A user's own keys have no session; an empty token is not sent.
  const credentials = { ...found, sessionToken: found.sessionToken ?? '' };
  const clients = { region, credentials };
  const identity = await whoIs(clients);
  if (identity.account !== account.id) {
    throw new Error(
      `The AWS profile "${profile}" belongs to account ${identity.account} (${identity.arn}). ${needed}: nothing was touched. ` +
        'Select a profile of that account with --source-profile.',
    );
  }
  const home = { region: account.region, credentials };
  const [s3, s3InRegion] = [new S3Client(home), new S3Client(clients)];
  return { target: { kind: 'aws' }, clients, home, identity, s3, s3InRegion };
}

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
 * The access to an environment of another account on the real AWS, with a profile of the person's AWS configuration: a
 * promotion reads there, while the credentials of the person's configuration write to the target.
 * @throws Error if the profile gives no credentials, or another account's
 */
export async function profileSession(
  profile: string,
  { name, region, account }: Environment,
  { load, whoIs }: ProfileOptions = real,
): Promise<Session> {
  const needed = `Environment ${name} lives in account ${account.id} (${account.name})`;
  const found = await load(profile).catch((error: Error) => {
    throw new Error(
      `The AWS profile "${profile}" gives no credentials: ${error.message}. ${needed}: name one of your profiles of that account ` +
        `with --source-profile, and sign in to it (\`aws sso login --profile ${shellWord(profile)}\`).`,
    );
  });
  // A user's own keys have no session; an empty token is not sent.
  const credentials = { ...found, sessionToken: found.sessionToken ?? '' };
  const clients = { region, credentials };
  const identity = await whoIs(clients);
  if (identity.account !== account.id) {
    throw new Error(
      `The AWS profile "${profile}" is of account ${identity.account} (${identity.arn}). ${needed}: nothing was touched. ` +
        'Name one of your profiles of that account with --source-profile.',
    );
  }
  const home = { region: account.region, credentials };
  const [s3, s3InRegion] = [new S3Client(home), new S3Client(clients)];
  return { target: { kind: 'aws' }, clients, home, identity, s3, s3InRegion };
}

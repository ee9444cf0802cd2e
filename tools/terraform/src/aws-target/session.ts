import type { Environment } from '@malinshopper/environments';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Credentials, Target } from './target';

/** The settings that every client of the AWS SDK receives, so that it uses the chosen AWS and no other. */
export interface ClientConfiguration {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: Credentials;
}

/** A verified access to the account of an environment. */
export interface Session {
  readonly target: Target;
  /** For resources in the region of the environment. */
  readonly clients: ClientConfiguration;
  /** For resources that the account has once: its home region, which may be another one (docs/adr/0036). */
  readonly home: ClientConfiguration;
  /** For the bucket of the account's states, in its home region. */
  readonly s3: S3Client;
  /** For the buckets of the environment, in its region: S3 answers for a bucket nowhere else. */
  readonly s3InRegion: S3Client;
  /** The identity of the credentials. */
  readonly identity: { readonly account: string; readonly arn: string };
}

/** Returns the settings with which AWS clients reach the target as the environment's account, in the environment's region. */
export async function clientConfiguration(target: Target, environment: Environment): Promise<ClientConfiguration> {
  const { account, region } = environment;
  if (target.kind === 'aws') return { region };
  return { region, endpoint: target.endpoint, credentials: await target.assume(account.id) };
}

/**
 * Opens the access to an environment's account. It touches nothing before it is certain that the account is the right one.
 * @throws if there are no credentials, or if they belong to another account
 */
export async function openSession(target: Target, environment: Environment): Promise<Session> {
  const clients = await clientConfiguration(target, environment);
  // The SDK's warning about Node's age is for the maintainers of this repository, not for its users.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  // Loaded here and not at the top: loading takes a quarter of a second, in which the synthesis already runs.
  const [{ STSClient, GetCallerIdentityCommand }, { S3Client }] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/client-s3'),
  ]);
  const sts = new STSClient(clients);
  const caller = await sts.send(new GetCallerIdentityCommand({})).catch((cause: Error) => {
    throw new Error(noCredentials(target, environment, cause));
  });
  const identity = { account: caller.Account ?? 'unknown', arn: caller.Arn ?? 'unknown' };
  assertAccount(identity, environment);
  const home = { ...clients, region: environment.account.region };
  const s3In = (where: ClientConfiguration) => new S3Client({ ...where, forcePathStyle: target.kind === 'embedded' });
  return { target, clients, home, identity, s3: s3In(home), s3InRegion: s3In(clients) };
}

/** @throws if the credentials are not of the environment's account */
export function assertAccount(identity: Session['identity'], environment: Environment): void {
  const { id, name } = environment.account;
  if (identity.account === id) return;
  throw new Error(
    `The credentials are of account ${identity.account} (${identity.arn}), but environment ${environment.name} lives in ` +
      `${id} (${name}): nothing was touched. Choose the profile of ${name}, for instance AWS_PROFILE=malinshopper-${name}.`,
  );
}

function noCredentials(target: Target, environment: Environment, cause: Error): string {
  const { id, name } = environment.account;
  if (target.kind === 'embedded') {
    return `The embedded AWS at ${target.endpoint} does not answer (${cause.message}): start it with \`npm start\`.`;
  }
  return (
    `AWS does not accept the credentials: ${cause.message}. Environment ${environment.name} lives in account ${id} ` +
    `(${name}): sign in to it (\`aws sso login\`), or set EMBEDDED_AWS=on to rehearse on the embedded AWS.`
  );
}

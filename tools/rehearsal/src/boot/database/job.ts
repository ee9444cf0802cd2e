import { connect, type Socket } from 'node:net';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount, filesIn, runFunction, signedFetch } from '@malinshopper/local-aws';
import type { Clients } from '../../clients';

/** A function as Lambda describes it, as far as running it needs it. */
interface Configuration {
  readonly Role: string;
  readonly Handler: string;
  readonly Environment: { readonly Variables: Record<string, string> };
}

export interface JobOptions {
  readonly clients: Pick<Clients, 's3'>;
  /** The environment with the server. */
  readonly environment: Environment;
  readonly packageBucket: string;
  /** The socket of the real server. */
  readonly server: string;
  /** The file with the authority of the rehearsal. */
  readonly authority: string;
}

/**
 * The job that makes users, as it is deployed: its code from the package bucket, its settings from Lambda, as a session
 * of its role. Only the destination of its connection is the rehearsal's: a real server, with TLS.
 */
export async function usersJob({ clients, environment, packageBucket, server, authority }: JobOptions) {
  const { account, region, name } = environment;
  const owner = await assumeEmbeddedAccount(account.id);
  // The only call of Lambda that tools make: its SDK is not worth a dependency.
  const path = `/2015-03-31/functions/${name}-database-users`;
  const answer = await signedFetch(path, {}, { service: 'lambda', region, credentials: owner });
  if (!answer.ok) throw new Error(`Lambda does not know the job that makes users in ${name}: ${await answer.text()}`);
  const { Configuration: configuration } = (await answer.json()) as {
    Configuration: Configuration & { CodeSha256: string };
  };
  const Key = `functions/database-users-${Buffer.from(configuration.CodeSha256, 'base64').toString('hex').slice(0, 12)}.zip`;
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: packageBucket, Key }));
  const files = filesIn(Buffer.from(await Body!.transformToByteArray()));
  const variables: Record<string, string> = { ...configuration.Environment.Variables, NODE_EXTRA_CA_CERTS: authority };

  /** Calls the job, for an environment. @throws Error with the error of the job */
  return async (of: string, action: 'create' | 'update' | 'delete'): Promise<void> => {
    const end = await runFunction({
      files,
      handler: configuration.Handler,
      variables,
      timeoutMs: 60_000,
      region,
      credentials: await assumeEmbeddedAccount(account.id, configuration.Role.replace(/^.*:role\//, '')),
      event: { environment: of, tf: { action } },
      database: {
        address: `${variables['DATABASE_HOST']}:${variables['DATABASE_PORT']}`,
        tls: true,
        serve: async (socket) => joined(socket, connect(server)),
      },
    });
    if ('failure' in end) throw new Error(`the job that makes users failed: ${JSON.stringify(end.failure)}`);
  };
}

function joined(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
}

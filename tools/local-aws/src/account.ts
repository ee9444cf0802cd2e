import { STSClient, AssumeRoleCommand } from '@aws-sdk/client-sts';
import { embeddedEndpoint, embeddedPort, LOOPBACK } from './address';
import { listener } from './health';

export interface EmbeddedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Credentials of an account of the embedded AWS. Each account has a world of its own; none has to be created first. */
export async function assumeEmbeddedAccount(accountId: string): Promise<EmbeddedCredentials> {
  if (!/^\d{12}$/.test(accountId)) {
    throw new Error(`An AWS account id has 12 digits, got "${accountId}". Take it from the environment's data.`);
  }
  const found = await listener();
  if (found.kind !== 'embedded-aws' || !found.health.ready) {
    throw new Error(
      `The embedded AWS is not running on ${LOOPBACK}:${embeddedPort()}: start it with \`npm start\` ` +
        `(or \`npx nx start local-aws\`), and set EMBEDDED_AWS_PORT if it runs on another port.`,
    );
  }
  const sts = new STSClient({
    region: 'us-east-1',
    endpoint: embeddedEndpoint(),
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
  });
  try {
    const role = { RoleArn: `arn:aws:iam::${accountId}:role/embedded`, RoleSessionName: 'embedded' };
    const { Credentials: issued } = await sts.send(new AssumeRoleCommand(role));
    if (!issued?.AccessKeyId || !issued.SecretAccessKey || !issued.SessionToken) {
      throw new Error(`The embedded AWS answered AssumeRole for ${accountId} without credentials. Restart it.`);
    }
    return {
      accessKeyId: issued.AccessKeyId,
      secretAccessKey: issued.SecretAccessKey,
      sessionToken: issued.SessionToken,
    };
  } finally {
    sts.destroy();
  }
}

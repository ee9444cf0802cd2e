import { embeddedEndpoint, embeddedPort, LOOPBACK } from './address';
import { listener } from './health';
import { element, parseXml, text } from './protocols/xml';

export interface EmbeddedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** It may do everything in every account, and need not exist. */
const OWNER = 'embedded';

/**
 * Credentials of an account of the embedded AWS. Each account has a world of its own; none has to be created first. What a session of
 * another role than the default may do is judged by that role. Asked for without the SDK: this is the one call that needs no
 * signature, and every command makes it.
 * @param role its path and name, such as `ci/delivery-deploy`
 */
export async function assumeEmbeddedAccount(accountId: string, role = OWNER): Promise<EmbeddedCredentials> {
  if (!/^\d{12}$/.test(accountId)) {
    throw new Error(`An AWS account id has 12 digits, got "${accountId}". Take it from the environment's data.`);
  }
  const found = await listener();
  if (found.kind === 'stranger') {
    throw new Error(
      `What listens on ${LOOPBACK}:${embeddedPort()} does not answer as the embedded AWS (${found.said}): end it, or set ` +
        'EMBEDDED_AWS_PORT to another port.',
    );
  }
  if (found.kind === 'nothing' || !found.health.ready) {
    throw new Error(
      `The embedded AWS is not running on ${LOOPBACK}:${embeddedPort()}: start it with \`npm start\`, ` +
        `and set EMBEDDED_AWS_PORT if it runs on another port.`,
    );
  }
  const form = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
    RoleSessionName: 'embedded',
  });
  const scope = 'embedded/20200101/us-east-1/sts/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const answer = await fetch(embeddedEndpoint(), { method: 'POST', headers: { authorization }, body: form });
  const response = element(parseXml(await answer.text())['AssumeRoleResponse']);
  const issued = element(element(response['AssumeRoleResult'])['Credentials']);
  const credentials = {
    accessKeyId: text(issued['AccessKeyId']),
    secretAccessKey: text(issued['SecretAccessKey']),
    sessionToken: text(issued['SessionToken']),
  };
  if (Object.values(credentials).includes('')) {
    throw new Error(`The embedded AWS answered AssumeRole for ${accountId} without credentials. Restart it.`);
  }
  return credentials;
}

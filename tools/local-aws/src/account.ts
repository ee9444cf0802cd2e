import { embeddedPort, LOOPBACK } from './address';
import type { EmbeddedCredentials } from './credentials';
import { ROOT_KEY, rootSecret } from './gateway/root-key';
import { knownToken } from './gateway/token';
import { listener } from './health';
import { element, parseXml, text } from './protocols/xml';
import { signedFetch } from './signing';

/** The name of the default role. It has all permissions in every account, and does not have to exist in IAM. */
const OWNER = 'embedded';
/** Twelve hours, the maximum for a session of a role (STS API reference, AssumeRole, DurationSeconds). */
const OWNERS_SECONDS = 12 * 3600;

/**
 * Returns credentials for an account of the embedded AWS. Each account is separate and needs no set-up. The calls of a
 * session of another role than the default are authorized by that role. The request is made without the SDK, as every
 * command does it, and is signed with the root key, which any process that can read the gateway's token has.
 * @param role its path and name, such as `ci/delivery-deploy`
 */
export async function assumeEmbeddedAccount(accountId: string, role = OWNER): Promise<EmbeddedCredentials> {
  if (!/^\d{12}$/.test(accountId)) {
    throw new Error(`An AWS account id has 12 digits, got "${accountId}". Take it from the environment's data.`);
  }
  const found = await listener();
  if (found.kind === 'stranger') {
    throw new Error(
      `The program that listens on ${LOOPBACK}:${embeddedPort()} does not answer as the embedded AWS (${found.said}): end it, or set ` +
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
    ...(role === OWNER && { DurationSeconds: String(OWNERS_SECONDS) }),
  });
  const answer = await withRootKey(form.toString());
  const response = element(parseXml(answer)['AssumeRoleResponse']);
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

/**
 * The owner's credentials of an account, for callers that run longer than the credentials last. They are renewed an
 * hour before they expire, as the AWS SDK does with `expiration`.
 */
export function ownerOfAccount(accountId: string): () => Promise<EmbeddedCredentials & { readonly expiration: Date }> {
  const again = (OWNERS_SECONDS - 3600) * 1000;
  let known: Promise<EmbeddedCredentials & { readonly expiration: Date }> | undefined;
  let until = 0;
  return () => {
    if (known && Date.now() < until) return known;
    until = Date.now() + again;
    const expiration = new Date(until);
    known = assumeEmbeddedAccount(accountId).then((credentials) => ({ ...credentials, expiration }));
    known.catch(() => (known = undefined));
    return known;
  };
}

/**
 * Calls STS with the root key, and retries once if a gateway that has just started has issued a new token meanwhile.
 */
async function withRootKey(body: string): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (let token = knownToken(embeddedPort()); ;) {
    const credentials = { accessKeyId: ROOT_KEY, secretAccessKey: rootSecret(token ?? '') };
    const signing = { service: 'sts', region: 'us-east-1', credentials };
    const answer = await signedFetch('/', { method: 'POST', headers, body }, signing);
    const issued = knownToken(embeddedPort());
    if (answer.status !== 403 || issued === token) return answer.text();
    token = issued;
  }
}

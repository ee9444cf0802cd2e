import { assumeEmbeddedAccount, embeddedEndpoint } from '@malinshopper/local-aws';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The embedded AWS on this machine. */
export interface EmbeddedTarget {
  readonly kind: 'embedded';
  readonly endpoint: string;
  /** Credentials of one of its accounts. */
  assume(accountId: string): Promise<Credentials>;
}

/** The AWS on which a command works. `aws` is the real AWS, with the credentials of the user's configuration. */
export type Target = EmbeddedTarget | { readonly kind: 'aws' };

/** The variables that redirect AWS clients: one for all services, and one per service. */
const ENDPOINT = /^AWS_ENDPOINT_URL(_|$)/;

/**
 * Returns the AWS that the variables choose: EMBEDDED_AWS=on is the embedded one, off or unset the real one.
 * @throws on any other value, and when the real AWS is chosen but an endpoint on this machine is set
 */
export function chosenTarget(variables: NodeJS.ProcessEnv = process.env): Target {
  const choice = variables['EMBEDDED_AWS'] ?? '';
  if (choice === 'on') {
    const endpoint = embeddedEndpoint(variables);
    if (given(variables)) return { kind: 'embedded', endpoint, assume: async () => credentialsIn(variables) };
    // To try the permissions of a team's role: `ci/delivery-deploy`. Unset means a role with all permissions.
    const role = variables['EMBEDDED_AWS_ROLE'] || undefined;
    return { kind: 'embedded', endpoint, assume: (id) => assumeEmbeddedAccount(id, role) };
  }
  if (choice !== '' && choice !== 'off') {
    throw new Error(`EMBEDDED_AWS must be "on" or "off" (unset means off: the real AWS), got "${choice}".`);
  }
  const diverted = Object.entries(variables).find(([name, url]) => ENDPOINT.test(name) && isLoopback(url));
  if (diverted) {
    throw new Error(
      `The real AWS is chosen, but ${diverted[0]}=${diverted[1]} leads to this machine. ` +
        'Set EMBEDDED_AWS=on for the embedded AWS, or unset that variable for the real one.',
    );
  }
  return { kind: 'aws' };
}

/**
 * True if the credentials come from environment variables, as with the real AWS, and are not requested here. A job on
 * GitHub has its own credentials.
 */
function given({ EMBEDDED_AWS_CREDENTIALS: choice = '' }: NodeJS.ProcessEnv): boolean {
  if (choice === 'given' || choice === '') return choice === 'given';
  throw new Error(
    `EMBEDDED_AWS_CREDENTIALS must be "given" (the credentials of AWS_ACCESS_KEY_ID and the related variables are used) or unset (the embedded AWS issues credentials), got "${choice}".`,
  );
}

function credentialsIn(variables: NodeJS.ProcessEnv): Credentials {
  const of = (name: string) => {
    const value = variables[name];
    if (value) return value;
    throw new Error(
      `EMBEDDED_AWS_CREDENTIALS=given, but ${name} is not set: assume a role first, or unset EMBEDDED_AWS_CREDENTIALS to work as the owner of the account.`,
    );
  };
  return {
    accessKeyId: of('AWS_ACCESS_KEY_ID'),
    secretAccessKey: of('AWS_SECRET_ACCESS_KEY'),
    sessionToken: of('AWS_SESSION_TOKEN'),
  };
}

function isLoopback(url: string | undefined): boolean {
  const host = url && URL.canParse(url) ? new URL(url).hostname : '';
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}

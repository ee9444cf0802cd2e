import { isLoopback } from '../../address';

/**
 * The variable with the addresses of token issuers: `{"token.actions.githubusercontent.com":"http://127.0.0.1:4687"}`.
 */
export const ISSUERS_VARIABLE = 'EMBEDDED_AWS_ISSUERS';

/** A set of public keys (RFC 7517), as an issuer publishes it. */
export interface KeySet {
  readonly keys: readonly object[];
}

/** The addresses of stand-ins of issuers, by the name of the issuer. */
type Issuers = Readonly<Record<string, string>>;

/**
 * The configured stand-ins. Only those on this machine: nothing leaves the embedded AWS.
 * @throws Error if the variable is not JSON of names and addresses on the loopback
 */
export function issuersOf(variables: NodeJS.ProcessEnv): Issuers {
  const said = variables[ISSUERS_VARIABLE] || '{}';
  const refuse = (what: string) =>
    new Error(
      `${ISSUERS_VARIABLE} is JSON such as {"token.actions.githubusercontent.com":"http://127.0.0.1:4687"}: ${what}; got ${said}`,
    );
  const issuers = parsed(said);
  if (typeof issuers !== 'object' || issuers === null || Array.isArray(issuers)) throw refuse('an object by issuer');
  for (const [name, address] of Object.entries(issuers)) {
    if (!/^[\w.-]+(\/\S*)?$/.test(name)) throw refuse(`"${name}" is not an issuer without https://`);
    if (typeof address !== 'string' || !isLoopback(address)) throw refuse(`${name} must be on 127.0.0.1`);
  }
  return issuers as Issuers;
}

/**
 * The keys of an issuer, as it publishes them (OpenID Connect Discovery 1.0, sections 3 and 4): fetched each time,
 * because an issuer can change them.
 * @param name the issuer without `https://`
 * @returns undefined if it does not answer as an issuer does, or its address is not configured
 */
export async function keysOf(name: string, variables = process.env): Promise<KeySet | undefined> {
  const issuers = issuersOf(variables);
  if (!Object.hasOwn(issuers, name)) return undefined;
  const address = issuers[name];
  const at = async (path: string) =>
    (await (await fetch(`${address}${path}`, { redirect: 'error' })).json()) as unknown;
  try {
    const { jwks_uri: keys } = (await at('/.well-known/openid-configuration')) as { jwks_uri?: string };
    // The document names the issuer's own host, for which the stand-in answers.
    const set = (await at(new URL(keys ?? '').pathname)) as Partial<KeySet>;
    return Array.isArray(set.keys) ? { keys: set.keys as object[] } : undefined;
  } catch {
    return undefined;
  }
}

function parsed(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}

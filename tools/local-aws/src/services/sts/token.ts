import { createLocalJWKSet, decodeJwt, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { AwsFailure } from '../../protocols/failure';
import { keysOf } from './issuers';

/** The parts of a token that STS uses: its issuer, its audience, and its subject. */
export interface Claims {
  /** Without `https://`: `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
}

/** The identity provider of an account that has the address of an issuer. */
export interface Provider {
  readonly arn: string;
  /** The accepted audiences of tokens. */
  readonly clients: readonly string[];
}

/** STS API reference, AssumeRoleWithWebIdentity, "Errors"; the messages come from reports of users. */
const invalid = (message: string) => new AwsFailure('InvalidIdentityToken', message);

/**
 * Verifies a token as STS does: it is a JWT, an identity provider of the account is its issuer's, it is signed with a
 * key of the issuer, has not expired and is for an audience of that provider.
 * @param providerOf the provider of an issuer, by its name; undefined if the account has none
 * @throws AwsFailure InvalidIdentityToken or ExpiredTokenException, with the fault
 */
export async function verifiedClaims(
  token: string,
  providerOf: (issuer: string) => Promise<Provider | undefined>,
  now = new Date(),
): Promise<Claims & { readonly provider: Provider }> {
  const { iss = '', aud, sub = '', exp } = decoded(token);
  const issuer = iss.replace(/^https:\/\//, '');
  const provider = await providerOf(issuer);
  if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${iss}`);
  // aws/aws-sdk-js-v3#3052: AWS's message when an issuer does not answer.
  const unknown = () =>
    invalid(
      "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  const keys = await keysOf(issuer);
  if (!keys) throw unknown();
  await jwtVerify(token, createLocalJWKSet(keys as JSONWebKeySet), {
    // IAM user guide, "Create an OpenID Connect (OIDC) identity provider": RS256 and ES256, and more of both kinds.
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
    currentDate: now,
    requiredClaims: ['exp', 'iat', 'sub', 'aud'],
  }).catch((error: unknown) => {
    if (error instanceof errors.JWTExpired) throw expired(now, exp ?? 0);
    if (error instanceof errors.JWKSNoMatchingKey) throw unknown();
    throw invalid(`The token is not valid: ${error instanceof Error ? error.message : String(error)}`);
  });
  const [audience, ...more] = [aud ?? []].flat();
  if (audience === undefined || more.length > 0 || !provider.clients.includes(audience)) {
    throw invalid('Incorrect token audience');
  }
  return { issuer, audience, subject: sub, provider };
}

/** awslabs/aws-orbit-workbench#771: AWS's message. */
const expired = (now: Date, exp: number) =>
  new AwsFailure(
    'ExpiredTokenException',
    `Token expired: current date/time ${Math.floor(now.getTime() / 1000)} must be before the expiration date/time ${exp}`,
  );

function decoded(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
  }
}

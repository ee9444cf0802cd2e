import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type GenerateKeyPairResult, type JWTPayload } from 'jose';
import { LOOPBACK } from '../address';

/** The lifetime of GitHub's tokens in seconds (GitHub documentation, "OpenID Connect reference": `exp`). */
const LIFETIME = 300;

/**
 * The variables with which a job with `id-token: write` requests a token from GitHub (same document, "Methods for
 * requesting the OIDC token").
 */
export interface TokenRequest {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
}

/**
 * A stand-in of an issuer of tokens, on the loopback: it publishes its keys in the format of OpenID Connect Discovery,
 * and issues tokens about jobs to them, as GitHub does.
 */
export class TokenIssuer {
  private readonly jobs = new Map<string, JWTPayload>();

  private constructor(
    /** Without `https://`. */
    readonly name: string,
    private readonly server: Server,
    private readonly keys: GenerateKeyPairResult & { readonly id: string },
  ) {}

  /** @param name without `https://`, such as `token.actions.githubusercontent.com` */
  static async start(name: string): Promise<TokenIssuer> {
    const pair = await generateKeyPair('RS256');
    const server = createServer();
    // By default, Node closes a connection that is idle for five seconds. On a busy machine, a client could send a
    // request at the moment of the close, and the request would fail.
    server.keepAliveTimeout = 0;
    const issuer = new TokenIssuer(name, server, { ...pair, id: randomBytes(8).toString('hex') });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void issuer.answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
    return issuer;
  }

  get address(): string {
    return `http://${LOOPBACK}:${(this.server.address() as AddressInfo).port}`;
  }

  /** The value of `EMBEDDED_AWS_ISSUERS` for this issuer. */
  get variable(): string {
    return JSON.stringify({ [this.name]: this.address });
  }

  /** The variables of a job, which gets tokens with these claims and no others. */
  job(claims: JWTPayload & { readonly sub: string }): TokenRequest {
    const secret = randomBytes(16).toString('hex');
    this.jobs.set(secret, claims);
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.address}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret,
    };
  }

  /** Returns a token with these claims. The claims about time are added if they are missing. */
  token(claims: JWTPayload): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, nbf: now, exp: now + LIFETIME };
    return new SignJWT({ iss: `https://${this.name}`, ...times, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: this.keys.id })
      .sign(this.keys.privateKey);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer({ url = '/', headers }: IncomingMessage): Promise<{ status: number; body: object }> {
    const { pathname, searchParams } = new URL(url, this.address);
    const self = `https://${this.name}`;
    if (pathname === '/.well-known/openid-configuration') {
      return { status: 200, body: { issuer: self, jwks_uri: `${self}/.well-known/jwks` } };
    }
    if (pathname === '/.well-known/jwks') {
      const key = await exportJWK(this.keys.publicKey);
      return { status: 200, body: { keys: [{ ...key, kid: this.keys.id, alg: 'RS256', use: 'sig' }] } };
    }
    const claims = this.jobs.get(/^Bearer (\w+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
    if (pathname !== '/token' || !claims)
      return { status: 401, body: { message: 'No job requests a token in this form.' } };
    // The default audience is the address of the owner of the repository (same document, "aud").
    const aud = searchParams.get('audience') ?? 'https://github.com';
    return { status: 200, body: { value: await this.token({ ...claims, aud }) } };
  }
}

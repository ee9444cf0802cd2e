import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOOPBACK } from '../address';
import { createGateway, type GatewayOptions } from '../gateway/gateway';
import { readAll } from '../gateway/moto';
import { OWN_PATHS, said, type OwnPaths } from '../gateway/own-paths';

/** The token of a gateway for tests, and the one path of its own. */
export const TOKEN = 'the-token-of-a-test';
export const OWN_PATH = `${OWN_PATHS}own`;

/** How a moto made up for a test answers. */
export type Answering = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** A gateway in front of a made-up moto, for tests that need no Python. */
export class GatewayForTest {
  private constructor(
    private readonly servers: readonly Server[],
    readonly endpoint: string,
    /** What the gateway has logged. */
    readonly lines: readonly string[],
  ) {}

  static async before(
    answer: Answering = unknown,
    options: Pick<GatewayOptions, 'lateTags'> = {},
  ): Promise<GatewayForTest> {
    const moto = createServer((request, response) => {
      void readAll(request).then((body) => {
        if (body.includes('GetCallerIdentity')) response.end(caller(request.headers.authorization ?? ''));
        else answer(request, body.toString(), response);
      });
    });
    const socket = await onSocket(moto);
    const lines: string[] = [];
    const own: OwnPaths = (method, path) => (path === OWN_PATH ? said(200, { method }) : undefined);
    const log = (line: string) => lines.push(line);
    const gateway = createGateway({ moto: () => socket, own, token: () => TOKEN, log, ...options });
    await new Promise<void>((resolve) => gateway.listen(0, LOOPBACK, resolve));
    const { port } = gateway.address() as AddressInfo;
    return new GatewayForTest([gateway, moto], `http://${LOOPBACK}:${port}`, lines);
  }

  /** Calls as an AWS client would, without a real signature: nobody checks it. `role` is that of a session. */
  call(service: string, path: string, init: RequestInit = {}, account = '111111111111', role = ''): Promise<Response> {
    const scope = `${role && `${role}-`}key-of-${account}/20250101/eu-west-1/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=x`;
    return fetch(`${this.endpoint}${path}`, { ...init, headers: { authorization, ...init.headers } });
  }

  json(service: string, action: string, body: object, account?: string): Promise<Response> {
    const headers = { 'x-amz-target': `X.${action}`, 'content-type': 'application/x-amz-json-1.1' };
    return this.call(service, '/', { method: 'POST', headers, body: JSON.stringify(body) }, account);
  }

  query(service: string, action: string, form: Record<string, string> = {}): Promise<Response> {
    return this.call(service, '/', { method: 'POST', body: new URLSearchParams({ Action: action, ...form }) });
  }

  async close(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

/** Has a server listen on a new Unix socket, as moto does, and gives back its path. */
export async function onSocket(server: Server): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'moto-')), 'moto');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

const unknown: Answering = (_request, _body, response) => {
  response.writeHead(404, { 'content-type': 'text/html' });
  response.end('<!doctype html>\n<title>404 Not Found</title>');
};

function caller(authorization: string): string {
  const [, role, account = ''] = /(?:(\w+)-)?key-of-(\d+)/.exec(authorization) ?? [];
  const arn = role ? `<Arn>arn:aws:sts::${account}:assumed-role/${role}/i-1</Arn>` : '';
  const result = `<GetCallerIdentityResult><Account>${account}</Account>${arn}</GetCallerIdentityResult>`;
  return `<GetCallerIdentityResponse>${result}</GetCallerIdentityResponse>`;
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from '../address';
import { createGateway } from '../gateway/gateway';
import { readAll } from '../gateway/moto';

/** How a moto made up for a test answers. */
export type Answering = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** A gateway in front of a made-up moto, for tests that need no Python. */
export class GatewayForTest {
  private constructor(
    private readonly servers: readonly Server[],
    readonly endpoint: string,
  ) {}

  static async before(answer: Answering = unknown): Promise<GatewayForTest> {
    const moto = createServer((request, response) => {
      void readAll(request).then((body) => {
        if (body.includes('GetCallerIdentity')) response.end(caller(request.headers.authorization ?? ''));
        else answer(request, body.toString(), response);
      });
    });
    const motoPort = await listening(moto);
    const lines: string[] = [];
    const gateway = createGateway({ motoPort: () => motoPort, own: () => undefined, log: (line) => lines.push(line) });
    const port = await listening(gateway);
    return new GatewayForTest([gateway, moto], `http://${LOOPBACK}:${port}`);
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

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
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

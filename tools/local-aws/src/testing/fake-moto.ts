import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOOPBACK } from '../address';
import { BUCKET_QUESTION, KEY_QUESTION } from '../gateway/accounts';
import { createGateway, type GatewayOptions } from '../gateway/gateway';
import { readAll } from '../gateway/moto';
import { signedFetch, signedHeaders } from '../signing';
import { rawConnection } from './raw-client';
import { OWN_PATHS, said, type OwnPaths } from '../gateway/own-paths';

/** The token of a gateway for tests, and its only own path. */
export const TOKEN = 'the-token-of-a-test';
export const OWN_PATH = `${OWN_PATHS}own`;

/** The answers of a made-up moto. */
export type Answering = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** A gateway in front of a made-up moto, for tests that need no Python. */
export class GatewayForTest {
  private constructor(
    private readonly servers: readonly Server[],
    readonly endpoint: string,
    /** The log of the gateway. */
    readonly lines: readonly string[],
  ) {}

  static async before(
    answer: Answering = unknown,
    options: Pick<GatewayOptions, 'lateTags' | 'patience'> = {},
  ): Promise<GatewayForTest> {
    const moto = createServer((request, response) => {
      void readAll(request).then((body) => {
        if (!isQuestion(request, response)) answer(request, body.toString(), response);
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

  /** Makes a call, as an AWS client does. `role` is the role of the session. */
  async call(
    service: string,
    path: string,
    init: RequestInit = {},
    account?: string,
    role?: string,
    region = 'eu-west-1',
  ): Promise<Response> {
    const plain = new Request(`${this.endpoint}${path}`, { ...init, duplex: 'half' });
    const body = new Uint8Array(await plain.arrayBuffer());
    const headers = Object.fromEntries(plain.headers);
    const call = { method: plain.method, headers, ...(init.body != null && { body }) };
    return signedFetch(path, call, { ...signingAs(service, account, role), region }, this.endpoint);
  }

  /** A connection on which a call of an AWS client has been written, with the headers with which it was signed. */
  async raw(service: string, method: string, path: string, headers: Record<string, string> = {}): Promise<Socket> {
    const lines = await this.signedLines(service, method, path, headers);
    const socket = await rawConnection(this.endpoint);
    socket.on('error', () => undefined);
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines}\r\n`);
    return socket;
  }

  /** The lines of the headers of a signed call. */
  async signedLines(
    service: string,
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const signed = await signedHeaders(`${this.endpoint}${path}`, { method, headers }, signingAs(service));
    return Object.entries(signed)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
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

/** Lets a server listen on a new Unix socket, as moto does, and returns its path. */
export async function onSocket(server: Server): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'moto-')), 'moto');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

const unknown: Answering = (_request, _body, response) => {
  response.writeHead(404, { 'content-type': 'text/html' });
  response.end('<!doctype html>\n<title>404 Not Found</title>');
};

/** The access key of an account, or of a role session in it, with the secret that the fake moto has for it. */
export function madeUpKey(account = '111111111111', role = '') {
  const accessKeyId = `${role && `${role}-`}key-of-${account}`;
  return { accessKeyId, secretAccessKey: `secret-of-${accessKeyId}` };
}

const signingAs = (service: string, account?: string, role?: string) => ({
  service,
  region: 'eu-west-1',
  credentials: madeUpKey(account, role),
});

/** Answers the gateway's queries about access keys and buckets, as moto's process does. */
export function isQuestion({ headers }: IncomingMessage, response: ServerResponse): boolean {
  const [key, bucket] = [headers[KEY_QUESTION], headers[BUCKET_QUESTION]];
  if (key === undefined && bucket === undefined) return false;
  const [, role, account] = /(?:(\w+)-)?key-of-(\d+)$/.exec(String(key)) ?? [];
  const arn = role ? `arn:aws:sts::${account}:assumed-role/${role}/i-1` : '';
  const ofKey = account === undefined ? {} : { account, arn, secret: `secret-of-${String(key)}` };
  response.end(JSON.stringify(bucket === undefined ? ofKey : { account: '111111111111', closed: bucket === 'closed' }));
  return true;
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Enforcement } from '../enforcement/enforcement';
import { failureReply, AwsFailure } from '../protocols/failure';
import { services } from '../services';
import { Accounts } from './accounts';
import { Gate } from './gate';
import { credentialScope, type Call, type Forward, type Reply, type Service } from './call';
import { Moto, originForm, readAll, send } from './moto';
import { askedOperation, brokenOperation, isForm, unknownOperation, type Asked } from './operation';
import { Operations } from './routes';

/** What the gateway is told by the process that runs it. */
export interface GatewayOptions {
  /** Known once moto has started. */
  readonly motoPort: () => number;
  /** Answers the gateway's own paths: health, stop and capture. */
  readonly own: (method: string, path: string) => Reply | Promise<Reply> | undefined;
  /** Lets AWS's calls through. @default - one that always does */
  readonly gate?: Gate;
  readonly log: (line: string) => void;
  /** What is added to moto. @default - all there is */
  readonly services?: readonly Service[];
}

/** The gateway: every AWS call arrives here, is completed by a service of ours, or goes to moto. */
export function createGateway(options: GatewayOptions): Server {
  const { motoPort, own, log, services: added = services(log), gate = new Gate() } = options;
  const moto = new Moto(motoPort);
  const accounts = new Accounts(moto.forward);
  const operations = new Operations(added);
  const ask: Forward = (call) => {
    const found = operations.find(call.service, askedOperation(call), call.method, call.path, call.query);
    const forwarded = { ...call, pathParameters: found?.pathParameters ?? {} };
    return Promise.resolve(found ? found.run(forwarded, moto.forward) : moto.forward(forwarded));
  };
  const enforcement = new Enforcement(accounts, ask);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<number> => {
    const url = new URL(originForm(request.url ?? '/'), 'http://embedded');
    const method = request.method ?? 'GET';
    const ours = own(method, url.pathname);
    if (ours) return answer(response, await ours);
    const answered = await gate.enter(`${method} ${url.pathname}`, waitsForMessages(request));
    try {
      return await handleCall(request, response, url, method);
    } finally {
      answered();
    }
  };

  const handleCall = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    method: string,
  ): Promise<number> => {
    // Without a scope (AssumeRoleWithWebIdentity, an anonymous S3 GET) only moto's own guess helps, and S3 is its default.
    const scope = credentialScope(request.headers, url.searchParams);
    const service = scope?.service ?? (isForm(request.headers['content-type']) ? 'sts' : 's3');
    const known = { ...scope, service, region: scope?.region ?? 'us-east-1', accessKeyId: scope?.accessKeyId ?? '' };
    const read = { ...known, method, path: url.pathname, query: url.searchParams, headers: request.headers };

    // S3 bodies may be large, and no S3 operation is told by its body: what is not ours is streamed. DeleteObjects is small,
    // and its body says what it deletes.
    const streamed = service === 's3' && !(method === 'POST' && url.searchParams.has('delete'));
    const body = streamed ? Buffer.alloc(0) : await readAll(request);
    const asked = askedOperation({ ...read, body });
    const refused = await enforcement.refuse({ ...read, body }, asked);
    if (refused) {
      log(`${refused.status} ${service}:${asked.name} ${firstLine(refused)}`);
      return answer(response, refused);
    }
    const found = operations.find(service, asked, method, url.pathname, url.searchParams);
    if (streamed && !found) {
      const status = await moto.stream(request, response, (reply) => finalAnswer(service, asked, reply));
      enforcement.answered(read, asked);
      return status;
    }
    const call: Call = {
      ...read,
      body: streamed ? await readAll(request) : body,
      account: found ? await accounts.of(scope?.accessKeyId) : '',
      pathParameters: found?.pathParameters ?? {},
    };
    if (!found && operations.isWhole(service)) return answer(response, unknownOperation(service, asked));
    const forward = async (forwarded: Call) => finalAnswer(service, asked, await moto.forward(forwarded), method);
    const reply = await attempt(
      () => (found ? found.run(call, forward) : forward(call)),
      (error) => refusal(service, asked, error),
    );
    enforcement.answered(read, asked);
    if (reply.status < 400) await tell(added, read, accounts, asked, log);
    log(`${reply.status} ${service}:${asked.name}${reply.status < 400 ? '' : ` ${firstLine(reply)}`}`);
    return answer(response, reply);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      log(`failed: ${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`);
      if (!response.headersSent)
        send(response, failureReply('query', new AwsFailure('EmbeddedAwsFailure', String(error))));
      else response.destroy();
    });
  });
  // Whoever takes the gateway for its proxy (HTTPS_PROXY) reaches nothing: no request of a rehearsal leaves the machine.
  server.on('connect', (request, socket) => {
    log(`refused: CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 The embedded AWS does not connect to the outside\r\nConnection: close\r\n\r\n');
  });
  // Terraform keeps connections open between its steps; closing one under it would cost a retry.
  server.keepAliveTimeout = 60_000;
  return server;
}

/** SQS's long polling: up to 20 s, until another call sends a message (API reference: ReceiveMessage, WaitTimeSeconds). */
function waitsForMessages({ headers }: IncomingMessage): boolean {
  return headers['x-amz-target'] === 'AmazonSQS.ReceiveMessage';
}

/** Tells the services of a call that has been answered. What they make of it is not the client's affair. */
async function tell(
  services: readonly Service[],
  { service, region, accessKeyId }: Pick<Call, 'service' | 'region' | 'accessKeyId'>,
  accounts: Accounts,
  asked: Asked,
  log: (line: string) => void,
): Promise<void> {
  const where = async () => ({ account: await accounts.of(accessKeyId), region });
  for (const { name, answered } of services) {
    await answered?.(where, service, asked.name).catch((error: unknown) => {
      log(`failed: ${name} after ${service}:${asked.name}: ${error instanceof Error ? error.stack : String(error)}`);
    });
  }
}

function answer(response: ServerResponse, reply: Reply): number {
  send(response, reply);
  return reply.status;
}

async function attempt(run: () => Reply | Promise<Reply>, failed: (error: unknown) => Reply): Promise<Reply> {
  try {
    return await run();
  } catch (error) {
    return failed(error);
  }
}

/** A refusal an operation of ours threw, or a fault of the gateway, in the words of the call's protocol. */
function refusal(service: string, asked: Asked, error: unknown): Reply {
  if (error instanceof AwsFailure) return failureReply(asked.protocol, error);
  return brokenOperation(service, asked, error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** What moto does not know (501, or a 404 page) and what it fails on (500) becomes a refusal a client understands. */
function finalAnswer(service: string, asked: Asked, reply: Reply, method = 'GET'): Reply {
  if (reply.status < 400 || method === 'HEAD') return reply;
  const body = reply.body.toString().trimStart();
  const isPage = /^<!doctype html|^<html/i.test(body);
  if (reply.status === 501 || (reply.status === 404 && (isPage || body === '') && service !== 's3')) {
    return unknownOperation(service, asked);
  }
  if (reply.status < 500 && !isPage) return reply;
  return brokenOperation(service, asked, firstLine(reply));
}

function firstLine(reply: Reply): string {
  return reply.body.toString().replace(/\s+/g, ' ').slice(0, 300);
}

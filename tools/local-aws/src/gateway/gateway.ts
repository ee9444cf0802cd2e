import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Enforcement } from '../enforcement/enforcement';
import type { LateTags } from '../enforcement/late-tags';
import { Lists } from '../lists';
import { AwsFailure } from '../protocols/failure';
import { failureReply, inProtocol } from '../protocols/failure-reply';
import { services } from '../services';
import { unheededHeaders } from '../writes/s3-headers';
import { guarded, type Guards } from '../services/in-use';
import { Accounts } from './accounts';
import { otherOwner } from './bucket-owner';
import { Gate } from './gate';
import { credentialScope, type Call, type Forward, type Reply, type Service } from './call';
import { ANSWER_HEADERS, refusedEntry } from './door';
import { Moto, originForm, readAll, send } from './moto';
import { closedCall } from './open-services';
import { askedOperation, brokenOperation, isForm, unknownOperation, type Asked } from './operation';
import { ownReply, said, type OwnPaths } from './own-paths';
import { Operations } from './routes';
import { unknownKey } from './unknown-keys';
import { heeded } from './unread';
import { Upload } from './upload';
import { checkValues, operationOf } from './values';

/** What a call of any service but S3 may send: EC2's user data, SQS's messages and IAM's policies have less than a megabyte. */
const CALL_LIMIT = 16 * 1024 ** 2;

/** What the gateway is told by the process that runs it. */
export interface GatewayOptions {
  /** The Unix socket of moto, once it has started. */
  readonly moto: () => string | undefined;
  /** Answers the gateway's own paths: health, stop and capture. */
  readonly own: OwnPaths;
  /** What a request of an own path has to bring along. */
  readonly token: () => string;
  /** Lets AWS's calls through. @default - one that always does */
  readonly gate?: Gate;
  readonly log: (line: string) => void;
  /** When the tags of a new resource count for authorization. @default - at once */
  readonly lateTags?: LateTags;
  /** What is added to moto. @default - all there is */
  readonly services?: readonly Service[];
  /** What is refused for what else stands in an account. @default - nothing, as in front of a made-up moto */
  readonly guards?: Guards;
  /** Whether calls are refused for values that AWS's models do not allow. @default false, as in front of a made-up moto */
  readonly checksValues?: boolean;
}

/** The gateway: every AWS call arrives here, is completed by a service of ours, or goes to moto. */
export function createGateway(options: GatewayOptions): Server {
  const { own, token, log, services: added = services(options.log), gate = new Gate() } = options;
  const { guards = {}, checksValues = false } = options;
  const moto = new Moto(() => options.moto() ?? '');
  const accounts = new Accounts(moto.forward);
  const operations = new Operations(guarded(added, guards, (call) => ask(call)));
  const ask: Forward = (call) => {
    const found = operations.find(call.service, askedOperation(call), call.method, call.path, call.query);
    const forwarded = { ...call, pathParameters: found?.pathParameters ?? {} };
    return Promise.resolve(found ? found.run(forwarded, moto.forward) : moto.forward(forwarded));
  };
  const named = (call: Call) => (checksValues ? operationOf(call, moto.forward) : Promise.resolve(undefined));
  const enforcement = new Enforcement(accounts, ask, options.lateTags, named);
  const lists = new Lists();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<number> => {
    const [path = '', ...search] = originForm(request.url ?? '/').split('?');
    const query = new URLSearchParams(search.join('?'));
    const method = request.method ?? 'GET';
    const ours = ownReply({ method, path, headers: request.headers }, token(), own);
    if (ours) return answer(response, await ours);
    if (options.moto() === undefined) return answer(response, said(503, { message: 'The embedded AWS is starting.' }));
    // Without a scope (AssumeRoleWithWebIdentity, an anonymous S3 GET) only moto's own guess helps, and S3 is its default.
    const scope = credentialScope(request.headers, query);
    const service = scope?.service ?? (isForm(request.headers['content-type']) ? 'sts' : 's3');
    const known = { ...scope, service, region: scope?.region ?? 'us-east-1', accessKeyId: scope?.accessKeyId ?? '' };
    const read = { ...known, method, path, query, headers: request.headers };

    // S3 bodies may be large, and no S3 operation is told by its body: what is not ours is streamed. DeleteObjects is small,
    // and its body says what it deletes.
    const streamed = service === 's3' && !(method === 'POST' && query.has('delete'));
    const body = streamed ? Buffer.alloc(0) : await readAll(request, CALL_LIMIT);
    const asked = askedOperation({ ...read, body });
    const closed = closedCall(service, asked) ?? unknownKey(service, asked, await accounts.caller(scope?.accessKeyId));
    if (closed) {
      log(`${closed.status} ${service}:${asked.name} ${firstLine(closed)}`);
      return answer(response, closed);
    }
    // What a client sends slowly it has sent before its call counts as begun: no snapshot waits for it.
    const within = async <T>(work: () => Promise<T>): Promise<T> => {
      const answered = await gate.enter(`${service}:${asked.name}`, waitsForMessages(request));
      return work().finally(answered);
    };
    const foreign = await otherOwner(service, request.headers, () => accounts.of(scope?.accessKeyId));
    const { role, judged, refused: forbidden } = await enforcement.judge({ ...read, body }, asked);
    if (role !== undefined) log(`judged: ${judged}, ${role}, ${service}:${asked.name}`);
    const refused = foreign ?? forbidden ?? unheededHeaders(service, method, request.headers);
    if (refused) {
      log(`${refused.status} ${service}:${asked.name} ${firstLine(refused)}`);
      return answer(response, refused);
    }
    const found = operations.find(service, asked, method, path, query);
    if (streamed && !found) {
      const upload = await Upload.receive(request);
      try {
        return await within(() =>
          moto.stream(request, upload, response, (reply) =>
            finalAnswer(service, asked, heeded(service, asked, reply, log)),
          ),
        );
      } finally {
        enforcement.answered(read, asked);
        await upload.close();
      }
    }
    const call: Call = {
      ...read,
      body: streamed ? await readAll(request, CALL_LIMIT) : body,
      account:
        found || asked.protocol === 'query' || asked.protocol === 'ec2' ? await accounts.of(scope?.accessKeyId) : '',
      pathParameters: found?.pathParameters ?? {},
    };
    if (!found && operations.isWhole(service)) return answer(response, unknownOperation(service, asked));
    let action = asked.name;
    const forward = async (forwarded: Call) =>
      finalAnswer(
        service,
        asked,
        heeded(service, { ...asked, name: action }, await moto.forward(forwarded), log),
        method,
      );
    const run = lists.answering(service, asked, found?.run ?? ((forwarded: Call) => forward(forwarded)));
    const reply = await within(async () => {
      const given = await attempt(
        async () => {
          if (checksValues) action = (await checkValues(call, asked, moto.forward)) ?? action;
          return run(call, forward);
        },
        (error) => refusal(service, asked, error),
      );
      enforcement.answered(read, asked, given);
      if (given.status < 400) await tell(added, read, accounts, asked, log);
      return given;
    });
    log(`${reply.status} ${service}:${asked.name}${reply.status < 400 ? '' : ` ${firstLine(reply)}`}`);
    return answer(response, reply);
  };

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(ANSWER_HEADERS)) response.setHeader(name, value);
    const refused = refusedEntry(arrival(request));
    if (refused !== undefined) {
      log(`refused: ${refused}`);
      send(response, notAdmitted(refused));
      return;
    }
    handle(request, response).catch((error: unknown) => {
      if (response.destroyed) return log(`broken off: ${request.method} ${JSON.stringify(request.url)}`);
      log(`failed: ${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`);
      if (response.headersSent) return response.destroy();
      const failure = error instanceof AwsFailure ? error : new AwsFailure('EmbeddedAwsFailure', String(error));
      send(response, { ...failureReply('query', failure), headers: LAST });
    });
  });
  // Whoever takes the gateway for its proxy (HTTPS_PROXY) reaches nothing: no request of a rehearsal leaves the machine.
  server.on('connect', (request, socket) => {
    // Nobody else listens on a socket that was handed over, and an error that nobody hears ends the process.
    socket.on('error', () => socket.destroy());
    log(`refused: ${refusedEntry(arrival(request))}`);
    socket.end('HTTP/1.1 403 The embedded AWS does not connect to the outside\r\nConnection: close\r\n\r\n');
  });
  // A request that does not arrive ends here. The largest upload of a rehearsal, a package of the application, takes a second.
  server.headersTimeout = 30_000;
  server.requestTimeout = 300_000;
  // Terraform keeps connections open between its steps; closing one under it would cost a retry.
  server.keepAliveTimeout = 60_000;
  return server;
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

const arrival = ({ method = '', url: target = '', rawHeaders, socket }: IncomingMessage) => ({
  method,
  target,
  rawHeaders,
  port: socket.localPort ?? 0,
});

/** The body of the request is not read, so that its connection is of no further use. */
const LAST = { 'content-type': 'text/plain', connection: 'close' };

function notAdmitted(why: string): Reply {
  const body = `The embedded AWS refuses this request: ${why}. See "Who may call it" in tools/local-aws/README.md.\n`;
  return { status: 403, headers: LAST, body };
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
  if (reply.status < 500 && !isPage) return inProtocol(asked.protocol, reply);
  return brokenOperation(service, asked, firstLine(reply));
}

function firstLine(reply: Reply): string {
  return reply.body.toString().replace(/\s+/g, ' ').slice(0, 300);
}

/** SQS's long polling: up to 20 s, until another call sends a message (API reference: ReceiveMessage, WaitTimeSeconds). */
function waitsForMessages({ headers }: IncomingMessage): boolean {
  return headers['x-amz-target'] === 'AmazonSQS.ReceiveMessage';
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Enforcement } from '../enforcement/enforcement';
import type { LateTags } from '../enforcement/late-tags';
import { Lists } from '../lists';
import { oneLine } from '../one-line';
import { services } from '../services';
import { unheededHeaders } from '../writes/s3-headers';
import { guarded, type Guards } from '../services/in-use';
import { AwsFailure, type Protocol } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import { Accounts } from './accounts';
import { admitting } from './admitting';
import { bodyTooLarge, callLimit, UPLOAD_LIMIT } from './body-limits';
import { otherOwner } from './bucket-owner';
import type { Patience } from './connections';
import { finalAnswer, firstLine, refusal } from './final-answer';
import { Gate } from './gate';
import { type Call, type Forward, type Reply, type Service } from './call';
import { Moto, originForm, readAll, send } from './moto';
import { closedCall } from './open-services';
import { askedOperation, unknownOperation } from './operation';
import { ownReply, said, type OwnPaths } from './own-paths';
import { isPublicObject } from './public-objects';
import { Operations } from './routes';
import { authenticate } from './signature/authenticate';
import { tell } from './tell';
import { heeded } from './unread';
import { Upload, type Watching } from './upload';
import { checkValues, operationOf } from './values';

/** The parameters of the gateway, from the process that runs it. */
export interface GatewayOptions {
  /** The Unix socket of moto, once it has started. */
  readonly moto: () => string | undefined;
  /** Answers the gateway's own paths: health, stop and capture. */
  readonly own: OwnPaths;
  /** The token that a request of an own path has to send. */
  readonly token: () => string;
  /** Lets AWS calls through. @default - one that is never closed */
  readonly gate?: Gate;
  readonly log: (line: string) => void;
  /** The delay before tags of a new resource count for authorization. @default - none */
  readonly lateTags?: LateTags;
  /** The additions to moto. @default - all services of this tool */
  readonly services?: readonly Service[];
  /**
   * The checks that refuse a call because of other resources in the account. @default - none, for tests with a stand-in
   * for moto
   */
  readonly guards?: Guards;
  /** True to refuse calls with values that AWS's models do not allow. @default false, as in front of a made-up moto */
  readonly checksValues?: boolean;
  /** @default - `PATIENCE` */
  readonly patience?: Patience;
}

/** The gateway: every AWS call arrives here; a service of the gateway completes it, or moto answers it. */
export function createGateway(options: GatewayOptions): Server {
  const log = (line: string) => options.log(oneLine(line));
  const { own, token, services: added = services(log), gate = new Gate() } = options;
  const { guards = {}, checksValues = false } = options;
  const moto = new Moto(() => options.moto() ?? '');
  const accounts = new Accounts(moto.forward, token);
  const operations = new Operations(guarded(added, guards, (call) => ask(call)));
  const ask: Forward = (call) => {
    const found = operations.find(call.service, askedOperation(call), call.method, call.path, call.query);
    const forwarded = { ...call, pathParameters: found?.pathParameters ?? {} };
    return Promise.resolve(found ? found.run(forwarded, moto.forward) : moto.forward(forwarded));
  };
  const named = (call: Call) => (checksValues ? operationOf(call, moto.forward) : Promise.resolve(undefined));
  const enforcement = new Enforcement(accounts, ask, options.lateTags, named);
  const lists = new Lists();

  const handle = async (request: IncomingMessage, response: ServerResponse, at: { protocol: Protocol }) => {
    const [path = '', ...search] = originForm(request.url ?? '/').split('?');
    const arrived = {
      method: request.method ?? 'GET',
      path,
      search: search.join('?'),
      query: new URLSearchParams(search.join('?')),
      headers: request.headers,
    };
    const { method, query } = arrived;
    const ours = ownReply({ method, path, headers: request.headers }, token(), own);
    if (ours) return answer(response, await ours);
    if (options.moto() === undefined) return answer(response, said(503, { message: 'The embedded AWS is starting.' }));
    const authentic = await authenticate(arrived, {
      accounts,
      body: (of) => wholeBody(request, of),
      isPublic: (of) => isPublicObject(of, accounts, ask),
      now: () => new Date(),
    });
    if ('refused' in authentic) {
      log(`${authentic.refused.status} ${method} ${path} ${firstLine(authentic.refused)}`);
      return answer(response, authentic.refused);
    }
    const { service, headers, signature: scope, watching } = authentic;
    const read = {
      service,
      region: scope?.region ?? 'us-east-1',
      accessKeyId: scope?.accessKeyId ?? '',
      method,
      path,
      query,
      headers,
    };

    // S3 bodies can be large, and no S3 operation is determined by its body: calls that the gateway does not handle are
    // streamed. DeleteObjects is small, and its body names the keys to delete.
    const streamed = service === 's3' && !(method === 'POST' && query.has('delete'));
    const body = authentic.body ?? (streamed ? Buffer.alloc(0) : await watched(request, service, watching));
    const asked = askedOperation({ ...read, body });
    at.protocol = asked.protocol;
    const closed = closedCall(service, asked);
    if (closed) {
      log(`${closed.status} ${service}:${asked.name} ${firstLine(closed)}`);
      return answer(response, closed);
    }
    // A slow client has sent its whole body before its call counts as begun: no snapshot waits for it.
    const within = async <T>(work: () => Promise<T>): Promise<T> => {
      const answered = await gate.enter(`${service}:${asked.name}`, waitsForMessages(request));
      return work().finally(answered);
    };
    const foreign = await otherOwner(service, headers, () => accounts.of(scope?.accessKeyId));
    const { role, judged, refused: forbidden } = await enforcement.judge({ ...read, body }, asked);
    if (role !== undefined) log(`judged: ${judged}, ${role}, ${service}:${asked.name}`);
    const refused = foreign ?? forbidden ?? unheededHeaders(service, method, headers);
    if (refused) {
      log(`${refused.status} ${service}:${asked.name} ${firstLine(refused)}`);
      return answer(response, refused);
    }
    const found = operations.find(service, asked, method, path, query);
    if (streamed && !found) {
      const upload = await Upload.receive(request, UPLOAD_LIMIT, watching);
      try {
        return await within(() =>
          moto.stream({ method, target: originForm(request.url ?? '/'), headers }, upload, response, (reply) =>
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
      body: streamed ? await watched(request, service, watching) : body,
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
      accounts.answered(service, asked.name);
      if (given.status < 400) await tell(added, read, accounts, asked, log);
      return given;
    });
    log(`${reply.status} ${service}:${asked.name}${reply.status < 400 ? '' : ` ${firstLine(reply)}`}`);
    return answer(response, reply);
  };

  return admitting(
    async (request, response) => {
      // Until the protocol of a call is known, errors have the format of S3: only an upload can be refused so early.
      const at: { protocol: Protocol } = { protocol: 's3' };
      try {
        return await handle(request, response, at);
      } catch (error) {
        if (!(error instanceof AwsFailure) || response.headersSent) throw error;
        const refused = failureReply(at.protocol, error);
        log(`${refused.status} ${request.method} ${request.url} ${firstLine(refused)}`);
        // The rest of an unread body can still arrive.
        return answer(response, { ...refused, headers: { ...refused.headers, connection: 'close' } });
      }
    },
    log,
    options.patience,
  );
}

/** Reads the body of a call of S3 whole, and verifies it meanwhile. */
async function watched(request: IncomingMessage, service: string, watching: Watching | undefined): Promise<Buffer> {
  const body = await wholeBody(request, service);
  watching?.take(body);
  await watching?.end();
  return body;
}

function wholeBody(request: IncomingMessage, service: string): Promise<Buffer> {
  const bytes = callLimit(service);
  return readAll(request, { bytes, refusal: () => bodyTooLarge(service, bytes) });
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

/** SQS's long polling: up to 20 s, until another call sends a message (API reference: ReceiveMessage, WaitTimeSeconds). */
function waitsForMessages({ headers }: IncomingMessage): boolean {
  return headers['x-amz-target'] === 'AmazonSQS.ReceiveMessage';
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Enforcement } from '../enforcement/enforcement';
import type { LateTags } from '../enforcement/late-tags';
import { Lists } from '../lists';
import { oneLine } from '../one-line';
import { services } from '../services';
import { unheededHeaders } from '../writes/s3-headers';
import { guarded, type Guards } from '../services/in-use';
import { Accounts } from './accounts';
import { admitting } from './admitting';
import { bodyTooLarge, callLimit, UPLOAD_LIMIT } from './body-limits';
import { otherOwner } from './bucket-owner';
import type { Patience } from './connections';
import { finalAnswer, firstLine, refusal } from './final-answer';
import { Gate } from './gate';
import { credentialScope, type Call, type Forward, type Reply, type Service } from './call';
import { Moto, originForm, readAll, send } from './moto';
import { closedCall } from './open-services';
import { askedOperation, isForm, unknownOperation } from './operation';
import { ownReply, said, type OwnPaths } from './own-paths';
import { Operations } from './routes';
import { tell } from './tell';
import { unknownKey } from './unknown-keys';
import { heeded } from './unread';
import { Upload } from './upload';
import { checkValues, operationOf } from './values';

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
  /** @default - `PATIENCE` */
  readonly patience?: Patience;
}

/** The gateway: every AWS call arrives here, is completed by a service of ours, or goes to moto. */
export function createGateway(options: GatewayOptions): Server {
  const log = (line: string) => options.log(oneLine(line));
  const { own, token, services: added = services(log), gate = new Gate() } = options;
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
    const body = streamed ? Buffer.alloc(0) : await wholeBody(request, service);
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
      const upload = await Upload.receive(request, UPLOAD_LIMIT);
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
      body: streamed ? await wholeBody(request, service) : body,
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

  return admitting(handle, log, options.patience);
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

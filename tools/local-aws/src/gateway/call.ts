import type { IncomingHttpHeaders } from 'node:http';

/** One request of an AWS client, as the gateway understands it. */
export interface Call {
  /** The signing name of the service: `autoscaling`, `s3`, `cloudfront`, ... */
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** The account the access key belongs to. */
  readonly account: string;
  readonly method: string;
  /** The path without its query string, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The path's variables, where an operation is found by its path (REST services). */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** What goes back to the client. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Lets moto answer a call, perhaps one changed on the way. */
export type Forward = (call: Call) => Promise<Reply>;

/** Answers one AWS operation: by itself, or by amending what moto answers. */
export type Operation = (call: Call, moto: Forward) => Reply | Promise<Reply>;

/** What the gateway adds to one AWS service. Keys of `operations` are action names or, for REST services, routes. */
export interface Service {
  /** The service's signing name, as in the credential scope of a signed request. */
  readonly name: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** All of the service is ours: what is not in `operations` is unknown, and moto is never asked. */
  readonly whole?: boolean;
  /**
   * Hears of every call that succeeded, also of those that other services answer, before its client does.
   * @param where says whose call it was, which may have to be asked
   */
  readonly answered?: (where: () => Promise<Where>, service: string, action: string) => Promise<void>;
  /** What goes on in the background and must not be cut off by a snapshot, in words. @default - nothing ever does */
  readonly busyWith?: () => readonly string[];
  /** The gateway begins: what one that was killed has left behind has to go. */
  readonly begin?: () => Promise<void>;
  /** The gateway ends: what goes on has to end with it. */
  readonly end?: () => Promise<void>;
}

/** The account and region of a call. */
export type Where = Pick<Call, 'account' | 'region'>;

import type { IncomingHttpHeaders } from 'node:http';

/** One request of an AWS client, as the gateway understands it. */
export interface Call {
  /** The signing name of the service: `autoscaling`, `s3`, `cloudfront`, ... */
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** The account to which the access key belongs. */
  readonly account: string;
  readonly method: string;
  /** The path without its query string, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The path's variables, if an operation is found by its path (REST services). */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The answer to the client. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Lets moto answer a call, which can have been changed before. */
export type Forward = (call: Call) => Promise<Reply>;

/** Answers one AWS operation: by itself, or by amending moto's answer. */
export type Operation = (call: Call, moto: Forward) => Reply | Promise<Reply>;

/**
 * The additions of the gateway to one AWS service. Keys of `operations` are action names or, for REST services, routes.
 */
export interface Service {
  /** The service's signing name, as in the credential scope of a signed request. */
  readonly name: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /**
   * True if the gateway implements the whole service: an operation that is not in `operations` is unknown, and moto is
   * never called.
   */
  readonly whole?: boolean;
  /**
   * Called after every successful call, including calls that another service answers, and before the client gets the
   * answer.
   * @param where returns the account and region of the call, which can need a query
   */
  readonly answered?: (where: () => Promise<Where>, service: string, action: string) => Promise<void>;
  /** The background work that a snapshot must not interrupt, in words. @default - there never is any */
  readonly busyWith?: () => readonly string[];
  /** Called when the gateway begins: removes the remains of a gateway that was killed. */
  readonly begin?: () => Promise<void>;
  /** Called when the gateway ends: its background work has to end with it. */
  readonly end?: () => Promise<void>;
}

/** The account and region of a call. */
export type Where = Pick<Call, 'account' | 'region'>;

import type { Forward } from './call';
import { ROOT_KEY, rootSecret } from './root-key';
import type { KnownKey } from './signature/verify';

/** moto's account for access keys it did not issue, and for calls without one. */
export const DEFAULT_ACCOUNT = '123456789012';

/** The header with an access key; moto's process answers with its owner (`src/moto/credentials.py`). */
export const KEY_QUESTION = 'x-embedded-aws-key';
/** The same for a bucket and its owner. */
export const BUCKET_QUESTION = 'x-embedded-aws-bucket';

/** The owner of an access key: the account, and the ARN of the user or of the role's session. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

type Known = Caller & KnownKey;

/** Calls after which a key can belong to another user or to none. A session does not change until it ends. */
const CHANGING = /^(Create|Update|Delete)(AccessKey|User)$/;

/**
 * The owners of access keys. moto issues the keys (AssumeRole, CreateAccessKey) and keeps them, also in a snapshot, so
 * moto is queried, once per key.
 */
export class Accounts {
  private readonly known = new Map<string, Promise<Known | undefined>>();

  /** @param token that of the gateway: a process that can read it has the root key */
  constructor(
    private readonly moto: Forward,
    private readonly token: () => string = () => '',
  ) {}

  async of(accessKeyId: string | undefined): Promise<string> {
    return (await this.caller(accessKeyId)).account;
  }

  async caller(accessKeyId: string | undefined): Promise<Caller> {
    return (await this.key(accessKeyId ?? '')) ?? { account: DEFAULT_ACCOUNT, arn: '' };
  }

  /** The owner of the key, with its secret; undefined if the key was never issued or does not exist any more. */
  async key(accessKeyId: string): Promise<Known | undefined> {
    if (accessKeyId === '') return undefined;
    if (accessKeyId === ROOT_KEY) return { account: DEFAULT_ACCOUNT, arn: '', secret: rootSecret(this.token()) };
    const known = this.known.get(accessKeyId) ?? this.ask(accessKeyId);
    this.known.set(accessKeyId, known);
    // Access keys that do not exist are not cached, because a client could fill the memory with them.
    if ((await known.catch(() => undefined)) === undefined) this.known.delete(accessKeyId);
    return known;
  }

  /** Has to be called after every call of IAM. */
  answered(service: string, action: string): void {
    if (service === 'iam' && CHANGING.test(action)) this.known.clear();
  }

  /** The account that has a bucket, and whether its public access is blocked; undefined if there is no such bucket. */
  async ownerOf(bucket: string): Promise<{ readonly account: string; readonly closed: boolean } | undefined> {
    const said = await this.said(BUCKET_QUESTION, bucket);
    return said['account'] === undefined ? undefined : (said as { account: string; closed: boolean });
  }

  private async ask(accessKeyId: string): Promise<Known | undefined> {
    const said = await this.said(KEY_QUESTION, accessKeyId);
    return said['secret'] === undefined ? undefined : (said as unknown as Known);
  }

  private async said(question: string, about: string): Promise<Record<string, unknown>> {
    const { body } = await this.moto({
      service: 'sts',
      region: 'us-east-1',
      accessKeyId: '',
      account: DEFAULT_ACCOUNT,
      method: 'GET',
      path: '/',
      query: new URLSearchParams(),
      pathParameters: {},
      headers: { host: 'localhost', [question]: about },
      body: Buffer.alloc(0),
    });
    return JSON.parse(body.toString()) as Record<string, unknown>;
  }
}

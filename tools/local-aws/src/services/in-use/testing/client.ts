import { assumeEmbeddedAccount } from '../../../account';
import type { EmbeddedCredentials } from '../../../credentials';
import { parseXml } from '../../../protocols/xml';
import { signedFetch } from '../../../signing';
import { VERSIONS } from '../standing';

type Fields = Readonly<Record<string, string>>;

/** The content of an answer, in any protocol. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The code of a refusal. */
  readonly code: string;
  /**
   * Returns the text of the first element or member with this name.
   * @throws if there is no such element
   */
  first(name: string): string;
  /** As `first`, but for the answer's ETag. */
  readonly etag: string;
}

/** Calls of an account in one region, without the SDK: a refusal is an answer with its code, as AWS writes it. */
export class Client {
  private constructor(
    private readonly credentials: EmbeddedCredentials,
    readonly account: string,
    private readonly region: string,
  ) {}

  static async of(account: string, region = 'eu-west-1'): Promise<Client> {
    return new Client(await assumeEmbeddedAccount(account), account, region);
  }

  in(region: string): Client {
    return new Client(this.credentials, this.account, region);
  }

  query(service: string, Action: string, form: Fields = {}): Promise<Answer> {
    return this.send(
      service,
      'POST',
      '/',
      new URLSearchParams({ Action, Version: VERSIONS[service] ?? '', ...form }).toString(),
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
  }

  ec2(Action: string, form: Fields = {}): Promise<Answer> {
    return this.query('ec2', Action, form);
  }

  json(service: string, target: string, fields: object = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    return this.send(service, 'POST', '/', JSON.stringify(fields), headers);
  }

  async send(service: string, method: string, path: string, body?: string, headers: Fields = {}): Promise<Answer> {
    const call = { method, headers, ...(body !== undefined && { body }) };
    const reply = await signedFetch(path, call, { service, region: this.region, credentials: this.credentials });
    const answered = await reply.text();
    const all = answered.startsWith('{') ? (JSON.parse(answered) as unknown) : parseXml(answered);
    const found = (name: string) => firstOf(all, name);
    return {
      status: reply.status,
      body: answered,
      code: (found('__type') ?? found('Code') ?? '').replace(/^.*#/, ''),
      etag: reply.headers.get('etag') ?? '',
      first: (name) => {
        const value = found(name);
        if (value === undefined) throw new Error(`${service} ${path} ${body ?? ''} answers no ${name}: ${answered}`);
        return value;
      },
    };
  }
}

function firstOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (key === name && (typeof inner === 'string' || typeof inner === 'number')) return String(inner);
    const found = firstOf(inner, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

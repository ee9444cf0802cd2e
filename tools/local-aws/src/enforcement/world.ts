import type { Call, Forward, Reply } from '../gateway/call';
import type { JsonObject } from '../protocols/json';
import { element, parseXml, type XmlElement } from '../protocols/xml';
import { LateTags } from './late-tags';

/** The versions of the APIs with the query protocol. */
const VERSIONS: Readonly<Record<string, string>> = {
  autoscaling: '2011-01-01',
  ec2: '2016-11-15',
  elasticloadbalancing: '2015-12-01',
  iam: '2010-05-08',
  rds: '2014-10-31',
  sns: '2010-03-31',
};

/**
 * The facts for a decision, queried from the embedded AWS itself, in the account of the caller. Facts that only a call
 * through the gateway can change are cached until such a call.
 */
export class World {
  constructor(
    private readonly ask: Forward,
    private readonly remembered: Map<string, Promise<unknown>>,
    private readonly caller: Pick<Call, 'accessKeyId' | 'account' | 'region'>,
    /** @default - tags count at once */
    readonly lateTags = new LateTags(0),
  ) {}

  get account(): string {
    return this.caller.account;
  }

  get region(): string {
    return this.caller.region;
  }

  /**
   * The result of a query-protocol action (for EC2, which has no results, the response), undefined if it is refused
   * (the resource does not exist).
   */
  async query(service: string, action: string, form: Record<string, string>): Promise<XmlElement | undefined> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ Action: action, Version: VERSIONS[service] ?? '', ...form }).toString();
    const reply = await this.send(service, 'POST', '/', '', headers, body);
    if (reply.status !== 200) return undefined;
    const response = element(parseXml(reply.body.toString())[`${action}Response`]);
    return service === 'ec2' ? response : element(response[`${action}Result`]);
  }

  /** The answer of a JSON action, undefined if it is refused. */
  async json(service: string, target: string, fields: JsonObject): Promise<JsonObject | undefined> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    const reply = await this.send(service, 'POST', '/', '', headers, JSON.stringify(fields));
    return reply.status === 200 ? (JSON.parse(reply.body.toString()) as JsonObject) : undefined;
  }

  /** The answer of a REST service to a GET, undefined if it is refused. */
  async rest(service: string, path: string, query: Record<string, string> = {}): Promise<string | undefined> {
    const reply = await this.send(service, 'GET', path, new URLSearchParams(query).toString(), {}, '');
    return reply.status === 200 ? reply.body.toString() : undefined;
  }

  /** A sub-resource of a bucket (`policy`, `encryption`), undefined if the bucket has none. */
  async ofBucket(bucket: string, name: string): Promise<string | undefined> {
    const reply = await this.send('s3', 'GET', `/${bucket}`, name, {}, '');
    return reply.status === 200 ? reply.body.toString() : undefined;
  }

  /** Queries a fact once and caches it, until a call can have changed it. */
  remember<T>(name: string, find: () => Promise<T>): Promise<T> {
    const key = `${this.account} ${this.region} ${name}`;
    const known = this.remembered.get(key) as Promise<T> | undefined;
    if (known) return known;
    const found = find();
    this.remembered.set(key, found);
    found.catch(() => this.remembered.delete(key));
    return found;
  }

  private send(
    service: string,
    method: string,
    path: string,
    query: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<Reply> {
    const { accessKeyId, region } = this.caller;
    const scope = `${accessKeyId}/20200101/${region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
    return this.ask({
      ...this.caller,
      service,
      method,
      path,
      query: new URLSearchParams(query),
      headers: { host: `${service}.${region}.amazonaws.com`, authorization, ...headers },
      body: Buffer.from(body),
      pathParameters: {},
    });
  }
}

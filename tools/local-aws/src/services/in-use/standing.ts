import type { Call, Forward, Reply } from '../../gateway/call';
import { jsonObject, type Json, type JsonObject } from '../../protocols/json';
import { element, list, parseXml, text, type Xml, type XmlElement } from '../../protocols/xml';
import { callTo } from '../tagging/neighbour';

/** The versions of the query protocols' APIs. */
export const VERSIONS: Readonly<Record<string, string>> = {
  autoscaling: '2011-01-01',
  ec2: '2016-11-15',
  elasticache: '2015-02-02',
  elasticloadbalancing: '2015-12-01',
  iam: '2010-05-08',
  monitoring: '2010-08-01',
  rds: '2014-10-31',
};

/** The markers of the pages of lists: the parameter of a request, and the member of an answer. */
const MARKERS = [
  ['NextToken', 'nextToken'],
  ['NextToken', 'NextToken'],
  ['Marker', 'NextMarker'],
  ['Marker', 'Marker'],
] as const;

/** The other resources in the account and region of a call, queried from the embedded AWS as a client would. */
export class Standing {
  constructor(
    private readonly ask: Forward,
    private readonly call: Call,
  ) {}

  /** The same account in another region. */
  in(region: string): Standing {
    return new Standing(this.ask, { ...this.call, region });
  }

  /** The elements of a list in the answer of a query-protocol action, of all its pages; none, if it is refused. */
  async all(service: string, action: string, member: string, form: Record<string, string> = {}): Promise<XmlElement[]> {
    const found: XmlElement[] = [];
    for (let page: Record<string, string> = {}; ;) {
      const answer = await this.query(service, action, { ...form, ...page });
      found.push(...elements(answer[member]));
      const [name, next] = MARKERS.map(([asked, shown]) => [asked, text(answer[shown])] as const).find(
        ([, value]) => value !== '',
      ) ?? ['', ''];
      if (next === '' || page[name] === next) return found;
      page = { [name]: next };
    }
  }

  /** The answer of a query-protocol action; nothing, if it is refused. */
  async query(service: string, action: string, form: Record<string, string> = {}): Promise<XmlElement> {
    const body = new URLSearchParams({ Action: action, Version: VERSIONS[service] ?? '', ...form }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await this.send(service, { method: 'POST', path: '/', headers, body: Buffer.from(body) });
    const response = element(xml(reply)[`${action}Response`]);
    return service === 'ec2' ? response : element(response[`${action}Result`]);
  }

  /** The answer of a JSON-protocol action; nothing, if it is refused. */
  async json(service: string, target: string, fields: JsonObject = {}): Promise<JsonObject> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    const body = Buffer.from(JSON.stringify(fields));
    const reply = await this.send(service, { method: 'POST', path: '/', headers, body });
    return reply.status === 200 ? jsonObject(JSON.parse(reply.body.toString()) as Json) : {};
  }

  /** Returns the resource at a path of a REST service with JSON, or an empty object if there is no resource. */
  async resource(service: string, path: string): Promise<JsonObject> {
    const reply = await this.send(service, { method: 'GET', path });
    return reply.status === 200 ? jsonObject(JSON.parse(reply.body.toString()) as Json) : {};
  }

  /** The document of a REST service at a path; an empty one, if there is none. */
  async document(service: string, path: string): Promise<XmlElement> {
    return xml(await this.send(service, { method: 'GET', path }));
  }

  private send(service: string, parts: Parameters<typeof callTo>[2]): Promise<Reply> {
    return this.ask(callTo(service, this.call, parts));
  }
}

function xml(reply: Reply): XmlElement {
  return reply.status === 200 ? parseXml(reply.body.toString()) : {};
}

/** The elements of a list, with any name of one in the protocol: `item`, `member`, `DBInstance`. */
export function elements(value: Xml | undefined): XmlElement[] {
  return entries(value).map(element);
}

/** The texts of a list, with any name of one in the protocol. */
export function texts(value: Xml | undefined): string[] {
  return entries(value).map(text);
}

function entries(value: Xml | undefined): Xml[] {
  return Object.entries(element(value)).flatMap(([name, inner]) => (name.startsWith('@') ? [] : list(inner)));
}

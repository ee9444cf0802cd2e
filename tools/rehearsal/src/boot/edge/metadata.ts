import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * The data of the instance metadata service, by its path below `/latest/`: `meta-data/instance-id`, `user-data`, ...
 * (EC2 user guide, "Instance metadata categories"). Any other path is answered with 404, as by the real one.
 */
export type Metadata = Readonly<Record<string, Buffer | string>>;

export interface MetadataRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}
export interface MetadataAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

const LONGEST_TTL = 21_600;

/**
 * The instance metadata service, version 2 only, as the launch templates require it: a token is fetched by PUT and sent
 * with every GET, and version 1's plain GET is refused with 401 (EC2 user guide, "How Instance Metadata Service Version
 * 2 works").
 */
export class MetadataService {
  /** The end of each token, in milliseconds since 1970. */
  private readonly tokens = new Map<string, number>();

  constructor(
    private readonly metadata: () => Metadata,
    private readonly now: () => number = Date.now,
  ) {}

  answer({ method, path, headers }: MetadataRequest): MetadataAnswer {
    if (path === '/latest/api/token') return method === 'PUT' ? this.token(headers) : plain(405, 'Method Not Allowed');
    if (method !== 'GET') return plain(405, 'Method Not Allowed');
    const token = headers['x-aws-ec2-metadata-token'];
    if (typeof token !== 'string' || (this.tokens.get(token) ?? -1) < this.now()) return plain(401, 'Unauthorized');
    // Every dated version answers the same here.
    const asked = /^\/(?:latest|\d{4}-\d{2}-\d{2})\/(.*)$/.exec(path)?.[1];
    return asked === undefined ? plain(404, 'Not Found') : this.found(asked);
  }

  private token(headers: IncomingHttpHeaders): MetadataAnswer {
    const ttl = Number(headers['x-aws-ec2-metadata-token-ttl-seconds']);
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > LONGEST_TTL) return plain(400, 'Bad Request');
    // A request that came through a proxy gets no token.
    if (headers['x-forwarded-for'] !== undefined) return plain(403, 'Forbidden');
    const token = randomUUID();
    this.tokens.set(token, this.now() + ttl * 1000);
    return { ...plain(200, token), headers: { ...text, 'x-aws-ec2-metadata-token-ttl-seconds': String(ttl) } };
  }

  private found(asked: string): MetadataAnswer {
    const known = this.metadata();
    const value = known[asked];
    if (value !== undefined) return { status: 200, headers: text, body: value };
    const folder = asked === '' || asked.endsWith('/') ? asked : `${asked}/`;
    const below = Object.keys(known).filter((path) => path.startsWith(folder));
    if (below.length === 0) return plain(404, 'Not Found');
    return plain(200, [...new Set(below.map((path) => entry(path.slice(folder.length))))].sort().join('\n'));
  }
}

const text = { 'content-type': 'text/plain', server: 'EC2ws' };
const plain = (status: number, body: string): MetadataAnswer => ({ status, headers: text, body });
/** The name of an entry directly in a folder; another folder ends with a slash. */
const entry = (rest: string) => (rest.includes('/') ? rest.slice(0, rest.indexOf('/') + 1) : rest);

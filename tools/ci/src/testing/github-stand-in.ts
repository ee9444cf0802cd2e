import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { operations, type Answer, type Body } from './github-operations';
import { newRepository, type State } from './github-state';

export interface StandIn {
  readonly url: string;
  readonly state: State;
  end(): Promise<void>;
}

export const token = 'of-the-test';

/** A stand-in of GitHub's REST API on loopback, as far as this repository's settings need it. */
export async function startGitHub(repositories: readonly string[]): Promise<StandIn> {
  const state: State = {
    teams: {},
    repositories: Object.fromEntries(repositories.map((name) => [name, newRepository()])),
    refused: [],
    writes: true,
    page: 100,
    changes: [],
  };
  const server: Server = createServer((request, response) => {
    void answer(state, request).then(({ status, body, list, key }) => {
      const url = new URL(request.url!, 'http://github');
      let sent = body;
      if (list) {
        const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), state.page);
        const page = Number(url.searchParams.get('page') ?? 1);
        const part = list.slice((page - 1) * size, page * size);
        sent = key ? { total_count: list.length, [key]: part } : part;
        url.searchParams.set('page', String(page + 1));
        const following = `http://${request.headers.host}${url.pathname}${url.search}`;
        if (page * size < list.length) response.setHeader('link', `<${following}>; rel="next"`);
      }
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(sent === undefined ? undefined : JSON.stringify(sent));
    });
  });
  // By default, Node closes a connection that is idle for five seconds. On a busy machine, a client could send a
  // request at the moment of the close, and the request would fail.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, state, end: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function answer(state: State, request: IncomingMessage): Promise<Answer> {
  const method = request.method!;
  const { pathname } = new URL(request.url!, 'http://github');
  const body = (Number(request.headers['content-length'] ?? 0) > 0 ? await json(request) : {}) as Body;
  const said = (status: number, message: string): Answer => ({ status, body: { message, status: String(status) } });
  if (!request.headers.authorization?.endsWith(` ${token}`)) return said(401, 'Bad credentials');
  const refusal = state.refused.find(({ path }) => path.test(`${method} ${pathname}`));
  if (refusal) return said(refusal.status, refusal.message);
  for (const [operation, handler] of Object.entries(operations)) {
    const match = new RegExp(`^${operation.replaceAll('*', '([^/]+)')}$`).exec(`${method} ${pathname}`);
    if (!match) continue;
    const parts = match.slice(1).map(decodeURIComponent);
    const of = pathname.startsWith('/repos/') ? state.repositories[`${parts[0]}/${parts[1]}`] : newRepository();
    if (!of) return said(404, 'Not Found');
    if (method !== 'GET') state.changes.push(`${method} ${pathname}`);
    return handler(state, of, parts, body) ?? said(404, 'Not Found');
  }
  return said(501, `The stand-in does not know ${method} ${pathname}`);
}

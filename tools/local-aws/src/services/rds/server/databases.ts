import type { Socket } from 'node:net';
import type { Where } from '../../../gateway/call';
import type { Catalogue } from './catalogue';
import { Catalogues } from './catalogues';
import { serveMySql } from './serve';

/** The data of RDS and Secrets Manager about a database server. */
export interface ServerFacts {
  /** RDS's own id: a later server of the same name has another. */
  readonly resourceId: string;
  readonly user: string;
  readonly password: string;
}
/** Finds the database server at an address. */
export type FindServer = (where: Where, host: string) => Promise<ServerFacts | undefined>;

/** The database servers of the embedded AWS, for functions: schemas, users and grants, and no contents of a schema. */
export interface Databases {
  /** The server that a function's variables name, the only one that the function reaches. */
  reached(
    where: Where,
    variables: Readonly<Record<string, string>>,
  ): Promise<{ readonly address: string; readonly serve: (socket: Socket) => Promise<void> }>;
  /** The contents of the database server with this resource id (`DbiResourceId`). */
  catalogue(where: Where, resourceId: string): Catalogue;
}

/** @param catalogues what is on the servers @default - nothing yet */
export function databases(find: FindServer, catalogues = new Catalogues()): Databases {
  const catalogue = (where: Where, resourceId: string) => catalogues.of(where, resourceId);
  return {
    catalogue,
    async reached({ account, region }, { DATABASE_HOST: host = '', DATABASE_PORT: port = '' }) {
      const where = { account, region };
      return {
        address: `${host}:${port}`,
        async serve(socket) {
          const facts = await find(where, host);
          // As with an address on which nothing listens.
          if (!facts) return void socket.destroy();
          const login = async (user: string, password: string) => user === facts.user && password === facts.password;
          await serveMySql(socket, catalogue(where, facts.resourceId), login);
        },
      };
    },
  };
}

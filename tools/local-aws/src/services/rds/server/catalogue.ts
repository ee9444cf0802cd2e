/** What there is on a database server, as far as statements of an administrator change it. Plain, so that a snapshot can hold it. */
export interface Catalogue {
  readonly schemas: Set<string>;
  /** What each user may do, by the pattern of the schema. */
  readonly users: Map<string, { password: string; grants: Map<string, string> }>;
}

export const emptyCatalogue = (): Catalogue => ({ schemas: new Set(), users: new Map() });

/** A refusal as MySQL words it (MySQL error message reference, "Server Error Message Reference"). */
export class MySqlError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const schema = '`([^`]+)`';
const user = "'([^']+)'@'%'";
const refused = (what: string, name: string) => new MySqlError(1396, `Operation ${what} failed for '${name}'@'%'`);

type Statement = readonly [RegExp, (catalogue: Catalogue, found: readonly string[]) => void];

/** The statements that are understood, each in the one form in which our job says it. */
const statements: readonly Statement[] = [
  [new RegExp(`^CREATE DATABASE IF NOT EXISTS ${schema}$`), ({ schemas }, [name = '']) => void schemas.add(name)],
  [new RegExp(`^DROP DATABASE IF EXISTS ${schema}$`), ({ schemas }, [name = '']) => void schemas.delete(name)],
  [
    new RegExp(`^CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY '([^']+)' REQUIRE SSL$`),
    ({ users }, [name = '', password = '']) => {
      if (!users.has(name)) users.set(name, { password, grants: new Map() });
    },
  ],
  [
    new RegExp(`^ALTER USER ${user} IDENTIFIED BY '([^']+)' REQUIRE SSL$`),
    ({ users }, [name = '', password = '']) => {
      const known = users.get(name);
      if (!known) throw refused('ALTER USER', name);
      known.password = password;
    },
  ],
  [
    new RegExp(`^REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${user}$`),
    ({ users }, [name = '']) => {
      const known = users.get(name);
      if (!known) throw new MySqlError(1269, "Can't revoke all privileges for one or more of the requested users");
      known.grants.clear();
    },
  ],
  [
    new RegExp(`^GRANT ([A-Z, ]+) ON ${schema}\\.\\* TO ${user}$`),
    ({ users }, [privileges = '', pattern = '', name = '']) => {
      const known = users.get(name);
      if (!known) throw new MySqlError(1410, 'You are not allowed to create a user with GRANT');
      known.grants.set(pattern, privileges);
    },
  ],
  [
    new RegExp(`^DROP USER IF EXISTS (${user}(?:, ${user})*)$`),
    ({ users }, [names = '']) => {
      for (const [, name = ''] of names.matchAll(new RegExp(user, 'g'))) users.delete(name);
    },
  ],
];

/** Does what a statement says. @throws on whatever is not understood, instead of leaving it out */
export function execute(catalogue: Catalogue, text: string): void {
  for (const [pattern, run] of statements) {
    const found = pattern.exec(text);
    if (found) return run(catalogue, found.slice(1));
  }
  throw new MySqlError(
    1064,
    'The embedded database server understands schemas, users and grants only, in the form of tools/local-aws/src/services/rds/server/' +
      'catalogue.ts. What this statement does, a real server shows: npm run rehearse:boot',
  );
}

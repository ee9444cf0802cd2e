/**
 * The contents of a database server, as far as statements of an administrator change them. Plain data, so that a
 * snapshot can contain them.
 */
export interface Catalogue {
  readonly schemas: Set<string>;
  /** The privileges of each user, by the pattern of the schema. */
  readonly users: Map<string, { password: string; grants: Map<string, string> }>;
}

export const emptyCatalogue = (): Catalogue => ({ schemas: new Set(), users: new Map() });

/** A refusal in MySQL's words (MySQL error message reference, "Server Error Message Reference"). */
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

/** The supported SQL statements. Each is supported only in the form that the function of this repository uses. */
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

/** Executes a statement. @throws MySqlError on any statement that is not understood, instead of ignoring it */
export function execute(catalogue: Catalogue, text: string): void {
  for (const [pattern, run] of statements) {
    const found = pattern.exec(text);
    if (found) return run(catalogue, found.slice(1));
  }
  throw new MySqlError(
    1064,
    'The embedded database server understands schemas, users and grants only, in the form of tools/local-aws/src/services/rds/server/' +
      'catalogue.ts. A real server runs this statement: npm run rehearse:boot',
  );
}

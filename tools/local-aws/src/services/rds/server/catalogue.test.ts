import { emptyCatalogue, execute, MySqlError, type Catalogue } from './catalogue';

let catalogue: Catalogue;
beforeEach(() => (catalogue = emptyCatalogue()));
const run = (...statements: readonly string[]) => statements.forEach((each) => execute(catalogue, each));
const user = "CREATE USER IF NOT EXISTS 'x'@'%' IDENTIFIED BY 'one' REQUIRE SSL";

test('schemas and users come and go, each once', () => {
  run('CREATE DATABASE IF NOT EXISTS `a`', 'CREATE DATABASE IF NOT EXISTS `a`', user, user.replace('one', 'two'));
  expect([...catalogue.schemas]).toEqual(['a']);
  expect(catalogue.users.get('x')?.password).toBe('one');
  run("ALTER USER 'x'@'%' IDENTIFIED BY 'two' REQUIRE SSL", "GRANT SELECT, SHOW VIEW ON `a\\_b`.* TO 'x'@'%'");
  expect(catalogue.users.get('x')).toEqual({ password: 'two', grants: new Map([['a\\_b', 'SELECT, SHOW VIEW']]) });
  run("REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'x'@'%'");
  expect(catalogue.users.get('x')?.grants.size).toBe(0);
  run("DROP USER IF EXISTS 'x'@'%', 'y'@'%'", 'DROP DATABASE IF EXISTS `a`', 'DROP DATABASE IF EXISTS `a`');
  expect([catalogue.schemas.size, catalogue.users.size]).toEqual([0, 0]);
});

test.each([
  ["ALTER USER 'x'@'%' IDENTIFIED BY 'two' REQUIRE SSL", 1396],
  ["REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'x'@'%'", 1269],
  ["GRANT SELECT ON `a`.* TO 'x'@'%'", 1410],
])('%s is refused with %i if there is no such user, as MySQL does', (statement, code) => {
  expect(() => run(statement)).toThrow(expect.objectContaining({ code }) as MySqlError);
});

test.each([
  'SELECT 1',
  'DROP TABLE a',
  "CREATE USER 'x'@'%' IDENTIFIED BY 'one'",
  "CREATE USER IF NOT EXISTS 'x'@'%' IDENTIFIED BY 'one'",
  'DROP DATABASE IF EXISTS `a`; DROP DATABASE IF EXISTS `b`',
])('%s is refused, because it is not understood', (statement) => {
  expect(() => run(statement)).toThrow('The embedded database server understands schemas, users and grants only');
});

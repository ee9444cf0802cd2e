import { CreateSecretCommand, DeleteSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { databaseTiers as tiers } from '@malinshopper/environments';
import { expectThat } from '../../checks/check';
import type { BootCheck, BootContext } from './check';

/**
 * The names of two invented branches that borrow the server. The name of the second schema has a letter where the name
 * of the first schema has an underscore.
 */
const [branch, alike] = ['testing-x', 'testing0x'] as const;
const secretOf = (environment: string, tier: string) => `malinshopper/${environment}/database/${tier}`;

interface User {
  readonly username: string;
  readonly password: string;
}

/**
 * Runs statements as a user, in PHP on the web server, as the application would. Returns the first column of the last
 * result, or the error.
 */
async function asUser({ machines }: BootContext, { username, password }: User, sql: readonly string[], tls = true) {
  const program = `
    $options = [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION];
    if (${tls}) $options += [PDO::MYSQL_ATTR_SSL_CA => '/etc/ssl/certs/ca-certificates.crt'];
    try {
      $database = new PDO('mysql:charset=utf8mb4;host=' . getenv('DATABASE_HOST') . ';port=' . getenv('DATABASE_PORT'), $argv[1], $argv[2], $options);
      foreach (array_slice($argv, 3) as $statement) {
        $result = $database->query($statement);
        $last = $result->columnCount() > 0 ? $result->fetchAll(PDO::FETCH_COLUMN) : [];
      }
      echo implode(' ', $last);
    } catch (PDOException $refused) { echo $refused->getMessage(); }`;
  const quoted = [program, username, password, ...sql].map((text) => `'${text.replaceAll("'", `'\\''`)}'`);
  return machines
    .get('web')
    .machine.run(`set -a; . /etc/malinshopper.env; php -r ${quoted[0]} -- ${quoted.slice(1).join(' ')}`);
}

async function userOf({ clients }: BootContext, environment: string, tier: string): Promise<User> {
  const asked = new GetSecretValueCommand({ SecretId: secretOf(environment, tier) });
  const { SecretString = '{}' } = await clients.secrets.send(asked);
  return JSON.parse(SecretString) as User;
}

const schemas = (said: string) =>
  said
    .split(' ')
    .filter((name) => name.startsWith('malinshopper_'))
    .join(' ');

export const databaseUserChecks: readonly BootCheck[] = [
  {
    subject: 'database users',
    async look(world) {
      const { clients, environment, machines } = world;
      const job = await machines.usersJob(world);
      const borrowed = [branch, alike].flatMap((of) => tiers.map((tier) => secretOf(of, tier)));
      for (const Name of borrowed) await clients.secrets.send(new CreateSecretCommand({ Name }));
      try {
        await job(environment.name, 'update');
        for (const borrower of [branch, alike]) await job(borrower, 'create');
        const own = await userOf(world, environment.name, 'web');
        const theirs = await userOf(world, branch, 'web');
        const worker = await userOf(world, environment.name, 'worker');
        const schema = `malinshopper_${environment.name}`;
        const other = 'malinshopper_testing_x';
        const is = (found: string, wanted: string | RegExp, what: string) =>
          expectThat(typeof wanted === 'string' ? found === wanted : wanted.test(found), `${what}: ${found}`);

        is(schemas(await asUser(world, own, ['SHOW DATABASES'])), schema, `${own.username} sees`);
        is(schemas(await asUser(world, theirs, ['SHOW DATABASES'])), other, `${theirs.username} sees`);
        const made = [
          `USE ${schema}`,
          'CREATE TABLE orders (id INT)',
          'INSERT INTO orders VALUES (1)',
          'SELECT id FROM orders',
        ];
        is(await asUser(world, own, made), '1', `${own.username} in its own schema`);
        is(
          await asUser(world, theirs, [`SELECT * FROM ${schema}.orders`]),
          /denied/,
          `${theirs.username} reads ${schema}`,
        );
        is(await asUser(world, theirs, [`DROP DATABASE ${schema}`]), /denied/, `${theirs.username} drops ${schema}`);
        is(
          await asUser(world, theirs, ['SELECT user FROM mysql.user']),
          /denied/,
          `${theirs.username} lists the users`,
        );
        is(await asUser(world, worker, [`USE ${schema}`, 'SELECT id FROM orders']), '1', `${worker.username} reads`);
        is(
          await asUser(world, worker, [`USE ${schema}`, 'DROP TABLE orders']),
          /denied/,
          `${worker.username} migrates`,
        );
        is(await asUser(world, own, ['SELECT 1'], false), /denied|secure transport/i, `${own.username} without TLS`);

        for (const borrower of [branch, alike]) await job(borrower, 'delete');
        is(await asUser(world, theirs, ['SELECT 1']), /denied/, `${theirs.username}, when it is destroyed`);
        is(
          await asUser(world, own, [`USE ${schema}`, 'SELECT id FROM orders']),
          '1',
          `${own.username}, when another is destroyed`,
        );
        await job(environment.name, 'delete');
        is(
          await asUser(world, own, [`USE ${schema}`, 'SELECT id FROM orders']),
          '1',
          `${own.username}, with a permanent server`,
        );
        return `MariaDB shows ${own.username} and ${theirs.username} their own schema only, by TLS only; workers migrate nothing; dropped with its branch`;
      } finally {
        for (const SecretId of borrowed) {
          await clients.secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
        }
      }
    },
  },
];

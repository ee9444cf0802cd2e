'use strict';
/*
 * Makes the schema of an environment and its users on the database server, and drops them. Terraform calls it when the environment
 * comes, changes and goes (aws_lambda_invocation, lifecycle_scope CRUD, which adds `tf.action`). Doing it twice does no more than once.
 * A person calls it with `rotate: true` for new passwords.
 */
const { randomBytes } = require('node:crypto');
const {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} = require('@aws-sdk/client-secrets-manager');
const { connect } = require('./mysql.cjs');

const data = 'SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, SHOW VIEW';
/** A release migrates the schema from a web server; workers read and write what is in it. */
const privileges = {
  web: `${data}, CREATE, ALTER, DROP, INDEX, REFERENCES, CREATE VIEW, TRIGGER, CREATE ROUTINE, ALTER ROUTINE, EVENT`,
  worker: data,
};

function namesOf(environment) {
  // It is put into statements, and MySQL allows no hyphen in a name without quotes.
  if (typeof environment !== 'string' || !/^[a-z][a-z0-9-]{0,30}$/.test(environment)) {
    throw new Error(`${JSON.stringify(environment)} is no name of an environment: nothing was done`);
  }
  const word = environment.replaceAll('-', '_');
  const tiers = Object.keys(privileges).map((tier) => ({
    tier,
    user: `'${word}_${tier}'@'%'`,
    username: `${word}_${tier}`,
    secret: `malinshopper/${environment}/database/${tier}`,
  }));
  return { schema: `malinshopper_${word}`, tiers };
}

const read = async (secrets, SecretId) =>
  JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString);

/** The password in a user's secret: the one that is there, or a new one, which is there before the user has it. */
async function passwordOf(secrets, { secret, username }, rotate) {
  const known = await read(secrets, secret).catch((error) => {
    // The secret is there, and has no value yet.
    if (error instanceof ResourceNotFoundException) return {};
    throw error;
  });
  if (!rotate && known.username === username && /^[0-9a-f]{48}$/.test(known.password)) return known.password;
  const password = randomBytes(24).toString('hex');
  await secrets.send(
    new PutSecretValueCommand({ SecretId: secret, SecretString: JSON.stringify({ username, password }) }),
  );
  return password;
}

async function make(database, secrets, { schema, tiers }, rotate) {
  await database.run(`CREATE DATABASE IF NOT EXISTS \`${schema}\``);
  for (const each of tiers) {
    const identified = `IDENTIFIED BY '${await passwordOf(secrets, each, rotate)}' REQUIRE SSL`;
    await database.run(`CREATE USER IF NOT EXISTS ${each.user} ${identified}`);
    await database.run(`ALTER USER ${each.user} ${identified}`);
    await database.run(`REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${each.user}`);
    // In GRANT, an underscore stands for any character: without the backslash, a user would see schemas that are named alike.
    await database.run(`GRANT ${privileges[each.tier]} ON \`${schema.replaceAll('_', '\\_')}\`.* TO ${each.user}`);
  }
}

async function drop(database, { schema, tiers }) {
  await database.run(`DROP USER IF EXISTS ${tiers.map(({ user }) => user).join(', ')}`);
  await database.run(`DROP DATABASE IF EXISTS \`${schema}\``);
}

exports.handler = async ({ environment, tf, rotate }) => {
  const { DATABASE_HOST: host, DATABASE_PORT: port, MASTER_SECRET_ARN: arn, SERVER_OF } = process.env;
  const names = namesOf(environment);
  const action = tf?.action;
  if (!['create', 'update', 'delete'].includes(action)) {
    throw new Error(`tf.action is ${JSON.stringify(action)}, and not create, update or delete: nothing was done`);
  }
  // Of the environment that has the server, data goes with the server only, which leaves a last snapshot.
  if (action === 'delete' && environment === SERVER_OF) return { kept: names.schema };
  const secrets = new SecretsManagerClient({});
  const { username: user, password } = await read(secrets, arn);
  const database = await connect({ host, port, user, password });
  try {
    await (action === 'delete' ? drop(database, names) : make(database, secrets, names, rotate === true));
  } finally {
    database.end();
  }
  return { [action === 'delete' ? 'dropped' : 'made']: names.schema };
};

'use strict';
/*
 * Creates the schema of an environment and its users on the database server, and drops them. Terraform calls it when
 * the environment is created, changed and destroyed (aws_lambda_invocation, lifecycle_scope CRUD, which adds
 * `tf.action`). It is idempotent. An administrator calls it with `rotate: true` for new passwords.
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
/** A release migrates the schema from a web server; workers read and write its data. */
const privileges = {
  web: `${data}, CREATE, ALTER, DROP, INDEX, REFERENCES, CREATE VIEW, TRIGGER, CREATE ROUTINE, ALTER ROUTINE, EVENT`,
  worker: data,
};

function namesOf(environment) {
  // It becomes part of statements, and MySQL allows no hyphen in an unquoted name.
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

/** The password in a user's secret: the existing one, or a new one, which is stored before the user gets it. */
async function passwordOf(secrets, { secret, username }, rotate) {
  const known = await read(secrets, secret).catch((error) => {
    // The secret exists, but has no value yet.
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
    // In GRANT, an underscore matches any character: without the backslash, a user would get permissions on schemas
    // with similar names.
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
  // The data of the environment that owns the server is deleted with the server only, which leaves a final snapshot.
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

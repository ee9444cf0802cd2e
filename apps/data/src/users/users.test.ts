import { statementsIn } from '@malinshopper/aws-facts';
import { environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from '../main';

const production = synthesized(main, environment('production'));
const testing = synthesized(main, environment('testing'));
const branch = synthesized(main, environment('feature/checkout'));
const { name } = environment('feature/checkout');

const statements = (policy: string) =>
  statementsIn(testing.resource('aws_iam_role_policy', `users-job/role/${policy}`).config.policy as string);
const job = testing.resource('aws_lambda_function', 'users-job/Resource');
const server = testing.resource('aws_db_instance');

describe('the function that creates users on a database server', () => {
  it('exists where the server does, and is borrowed with it', () => {
    const jobs = (of: typeof production) =>
      of.resources('aws_lambda_function').filter(({ path }) => path.startsWith('data/users-job/'));
    expect(jobs(production).map(({ path }) => path)).toEqual(['data/users-job/Resource']);
    expect(jobs(branch)).toEqual([]);
    expect(branch.outputs.databaseUsersFunctionName?.value).toBe(
      '${data.terraform_remote_state.data-of-testing.outputs.databaseUsersFunctionName}',
    );
  });

  it('is the only reader of the secret of the master user, and writes the secrets of users only', () => {
    const secrets = statements('secrets').filter(({ Sid }) => Sid !== 'Encrypt');
    expect(secrets).toEqual([
      expect.objectContaining({
        Action: 'secretsmanager:GetSecretValue',
        Resource: `\${${server.address}.master_user_secret[0].secret_arn}`,
      }),
      expect.objectContaining({
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
        Resource: 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:malinshopper/*/database/*',
      }),
    ]);
    expect(testing.json.split('master_user_secret[0]')).toHaveLength(3);
  });

  it('has the name of the schema that it never drops, and trusts servers by the authorities of Amazon only', () => {
    expect(job.config.environment.variables).toMatchObject({
      SERVER_OF: 'testing',
      DATABASE_HOST: `\${${server.address}.address}`,
      NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
    });
  });

  it('is a member of the client group of the server, reaches Secrets Manager, and has no ingress rule', () => {
    const clients = testing.resource('aws_security_group', 'database/clients/Resource').address;
    const group = testing.resource('aws_security_group', 'users-job/firewall/Resource').address;
    const of = (type: string) =>
      testing.resources(type).filter(({ config }) => config.security_group_id === `\${${group}.id}`);
    expect(job.config.vpc_config.security_group_ids).toEqual([group, clients].map((each) => `\${${each}.id}`));
    expect(of('aws_vpc_security_group_egress_rule').map(({ config }) => config.from_port)).toEqual([443]);
    expect(of('aws_vpc_security_group_ingress_rule')).toEqual([]);
  });

  it('uses a new object when its code changes', () => {
    expect(testing.resource('aws_s3_object').config.key).toMatch(/^functions\/database-users-[0-9a-f]{12}\.zip$/);
  });
});

describe('the users of an environment', () => {
  const call = (stack: typeof testing) => stack.resource('aws_lambda_invocation', 'users/Resource').config;

  it.each([
    ['its own server', testing, 'testing'],
    ['a borrowed one', branch, name],
  ])('are created and dropped with the environment, on %s', (_what, stack, of) => {
    expect(call(stack)).toMatchObject({ input: JSON.stringify({ environment: of }), lifecycle_scope: 'CRUD' });
  });

  it('have a secret each, by the name that the function expects', () => {
    const names = branch.resources('aws_secretsmanager_secret').map(({ config }) => config.name as string);
    expect(names.sort()).toEqual([`malinshopper/${name}/database/web`, `malinshopper/${name}/database/worker`]);
  });

  it('are created after their secrets and the function’s dependencies', () => {
    const { depends_on } = call(testing);
    for (const type of [
      'aws_secretsmanager_secret',
      'aws_lambda_function',
      'aws_iam_role_policy',
      'aws_vpc_security_group_egress_rule',
    ]) {
      expect(depends_on).toContainEqual(expect.stringContaining(`${type}.users`));
    }
    for (const way of ['egress_rule.database_clients_server', 'ingress_rule.database_firewall_clients']) {
      expect(depends_on).toContainEqual(expect.stringContaining(`aws_vpc_security_group_${way}`));
    }
  });

  it('of a protected environment are kept, and those of a branch are deleted immediately', () => {
    expect(call(production).lifecycle).toEqual({ prevent_destroy: true });
    const of = (stack: typeof testing) =>
      stack
        .resources('aws_secretsmanager_secret')
        .map(({ config }) => [config.recovery_window_in_days, config.lifecycle.prevent_destroy]);
    expect(of(production)).toEqual([
      [30, true],
      [30, true],
    ]);
    expect(of(branch)).toEqual([
      [0, false],
      [0, false],
    ]);
  });
});

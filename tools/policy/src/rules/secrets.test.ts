import { accounts } from '@malinshopper/environments';
import { secretAs, secretIn } from './secrets';

// Concatenated here: as one literal, a scanner for leaked secrets would report this file.
const id = 'AKIA' + 'IOSFODNN7EXAMPLE';

test.each([
  ['an access key', `aws configure set aws_access_key_id ${id}`],
  ['a secret key', `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMI/K7MDENG/bPxRfiCY'}EXAMPLEKEY`],
  ['a private key', '-----BEGIN RSA ' + 'PRIVATE KEY-----'],
  ['a token of GitHub', `git clone https://x:${'ghp_'}${'a'.repeat(36)}@github.com/a/b`],
  ['a token of Slack', 'xoxb-' + '123456789012-abcdef'],
  ['a key of Stripe', 'sk_live_' + 'a1b2c3d4e5f6g7h8'],
  ['a JSON web token', 'eyJ' + 'hbGciOiJIUzI1.' + 'eyJ' + 'zdWIiOiIxMjM0.abc'],
  ['a password in an address', 'mysql://web:Geheim77@database:3306/shop'],
  ['a password in a settings file', 'DATABASE_PASSWORD=correct-horse'],
  ['a password with a dollar in it', "password: 'corr$ct-horse'"],
  ['a password in PHP', `'password' => 'correct-horse',`],
  ['a password in SQL', `CREATE USER web IDENTIFIED BY 'x'; -- password = "correct-horse"`],
  ['a token in a header', 'X-Auth-Token: 0123456789abcdef'],
  ['a token of GitLab', 'glpat-' + 'abcdefghij1234567890'],
  ['a token of npm', 'npm_' + 'a1B2'.repeat(9)],
  ['a key of Google', 'AIza' + 'SyA1234567890abcdefghijklmnopqrstuv'],
  ['a key of SendGrid', 'SG.' + 'a1b2c3d4e5f6g7h8i9j0kl' + '.' + 'a1b2c3d4e5f6g7h8i9j0'],
  ['a hook of Slack', 'https://hooks.slack' + '.com/services/T0123/B0123/abcdef'],
  ['a key in the form of PuTTY', 'PuTTY-User-' + 'Key-File-3: ssh-ed25519'],
  ['credentials in a header', 'Authorization: Basic dXNlcjpwYXNzd29yZA=='],
  ['a password in an address without a user', 'redis://:Geheim77@cache:6379'],
  ['the hash of a password', 'web:$6$' + 'rounds=5000$abcdefghijklmnop$xyz'],
  ['a password under a short name', 'DB_PASS=hunter2hunter2'],
])('%s is a secret', (_what, text) => {
  expect(secretIn(text)).toMatch(/^contains /);
});

test('a finding does not repeat the secret', () => {
  expect(secretIn('DATABASE_PASSWORD=correct-horse')).toBe('contains a value for DATABASE_PASSWORD');
});

test.each([
  ['where a secret is', `DATABASE_SECRET_ARN=arn:aws:secretsmanager:eu-west-1:${accounts.production.id}:secret:mysql`],
  ['a reference of Terraform', 'PASSWORD=${data.terraform_remote_state.data.outputs.password}'],
  ['a variable of the shell', 'curl -H "X-aws-ec2-metadata-token: $token"'],
  ['a call', 'secret = json.loads(text)'],
  ['the name of a variable', '{"password": "DATABASE_PASSWORD"}'],
  ['a file', 'password=/run/malinshopper/password'],
  ['a text about passwords', 'RDS changes the password every seven days'],
])('%s is none', (_what, text) => {
  expect(secretIn(text)).toBeUndefined();
});

test.each([
  ['an attribute', 'auth_token', 'correct-horse'],
  ['a variable in capitals', 'PGPASSWORD', 'hunter2'],
  ['a short one', 'Password', 'abcd'],
  ['an output in camel case', 'clientSecret', '/abc/def'],
  ['a key of another service', 'api_key', '$abc'],
  ['the key of a provider', 'secret_key', 'abcdefgh'],
])('a value is a secret by its name: %s', (_what, name, value) => {
  expect(secretAs(name, value)).toBe(`contains a value for ${name}`);
});

test.each([
  ['a password of a database', '${aws_db_instance.server.password}'],
  ['the key of a user', '${aws_iam_access_key.ci.secret}'],
  ['the value of a secret', 'x ${data.aws_secretsmanager_secret_version.web.secret_string}'],
  ['a parameter', '${data.aws_ssm_parameter.token.value}'],
])('a reference to a plain-text secret is one: %s', (_what, value) => {
  expect(secretAs('value', value)).toBe('refers to a secret in plain text');
});

test.each([
  ['a reference', 'databasePassword', '${data.terraform_remote_state.data.outputs.secretArn}'],
  ['a switch', 'manage_password', 'true'],
  ['a number', 'token', '3600'],
  ['the address of a secret', 'Resource', `arn:aws:secretsmanager:eu-west-1:${accounts.production.id}:secret:rds!db-*`],
  ['a name that only contains the word', 'http_tokens', 'required'],
])('a value is no secret: %s', (_what, name, value) => {
  expect(secretAs(name, value)).toBeUndefined();
});

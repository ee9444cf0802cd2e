import { accounts } from '@malinshopper/environments';
import { secretIn } from './secrets';

// Put together here: in one piece, a scanner for leaked secrets would report this file.
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
])('%s is a secret', (_what, text) => {
  expect(secretIn(text)).toMatch(/^holds /);
});

test('what is found is not repeated', () => {
  expect(secretIn('DATABASE_PASSWORD=correct-horse')).toBe('holds a value for DATABASE_PASSWORD');
});

test.each([
  ['where a secret is', `DATABASE_SECRET_ARN=arn:aws:secretsmanager:eu-west-1:${accounts.production.id}:secret:mysql`],
  ['a reference of Terraform', 'PASSWORD=${data.terraform_remote_state.data.outputs.password}'],
  ['a variable of the shell', 'curl -H "X-aws-ec2-metadata-token: $token"'],
  ['a call', 'secret = json.loads(text)'],
  ['the name of a variable', '{"password": "DATABASE_PASSWORD"}'],
  ['a file', 'password=/run/malinshopper/password'],
  ['a talk about passwords', 'RDS changes the password every seven days'],
])('%s is none', (_what, text) => {
  expect(secretIn(text)).toBeUndefined();
});

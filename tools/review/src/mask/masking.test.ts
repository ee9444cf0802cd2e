import { gzipSync } from 'node:zlib';
import { review } from '../record/review';
import { writeRecord, type ReviewedPlan } from '../record/record';
import { key, planNamed, planOf, plannedApp, resourceChange } from '../testing/plans';
import { maskedOf, secretOf, type Members, type Value } from '../value/value';
import { KnownSecrets } from './known-secrets';
import { isSecretName } from './looks';
import { Masking } from './masking';

/** The masked attributes of a resource. */
function shown(after: object, sensitive: object = {}): Members {
  const plan = planOf([resourceChange('aws_x.y', { actions: ['create'], after, sensitive })]);
  const { result } = review([plannedApp(plan)], { key })[0]!;
  return (result as ReviewedPlan).changes[0]!.after as Members;
}
const isHidden = (value: Value | undefined) => secretOf(value) !== undefined;

test('a short key is refused', () => {
  expect(() => new Masking('short', new KnownSecrets())).toThrow('has 5 characters; it needs at least 16');
});

test('a value that the plan marks as sensitive is hidden before and after, with its structure', () => {
  const text = writeRecord(review([plannedApp(planNamed('sensitive'))], { key }));
  expect(text).not.toContain('hidden-before');
  expect(text).not.toContain('hidden-after');
  const nested = shown({ all: { word: 'w-1', names: { deep: 'w-2' } } }, { all: true });
  expect(isHidden(nested['all'])).toBe(true);
  expect(JSON.stringify(nested)).not.toMatch(/w-1|w-2|word|names|deep/);
});

test('the same secret has the same digest, and another one with another key', () => {
  const at = (one: string) => new Masking(one, new KnownSecrets()).value({ value: 's', sensitive: true });
  expect(at('k'.repeat(16))).toEqual(at('k'.repeat(16)));
  expect(at('k'.repeat(16))).not.toEqual(at('l'.repeat(16)));
});

test('an unknown value stays unknown, also if it is sensitive', () => {
  const masking = new Masking(key, new KnownSecrets());
  expect(masking.value({ value: { a: 1 }, unknown: { b: true } })).toEqual({ a: 1, b: { '~': 'unknown' } });
  expect(masking.value({ value: [null, 'x'], unknown: [true, false] })).toEqual([{ '~': 'unknown' }, 'x']);
  expect(masking.value({ value: null, unknown: true, sensitive: true })).toEqual({
    '~': 'secret',
    of: { '~': 'unknown' },
  });
});

test('a member that looks like a mark is distinguished from one', () => {
  expect(new Masking(key, new KnownSecrets()).value({ value: { '~': 'unknown' } })).toEqual({ '~~': 'unknown' });
});

test.each([
  'password',
  'master_password',
  'dbPassword',
  'DB_PASSWORD',
  'api-key',
  'secret_string',
  'Authorization Token',
  'private_key',
  'password_wo',
])('a value with the name %s is hidden', (name) => expect(isHidden(shown({ [name]: 'plain-words' })[name])).toBe(true));

test.each([
  'password_length',
  'secret_arn',
  'http_tokens',
  'kms_key_id',
  'public_key',
  'key_name',
  'bucket_key_enabled',
  'compass',
])('a value with the name %s is no secret', (name) => expect(isSecretName(name)).toBe(false));

test('the reference to a secret is shown, and so is a truth value', () => {
  const arn = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:db-AbCdEf';
  expect(shown({ secret: arn, manage_password: true, token: 'required', password: '' })).toEqual({
    secret: arn,
    manage_password: true,
    token: 'required',
    password: '',
  });
});

test.each([
  ['an access key', 'AKIAABCDEFGHIJKLMNOP'],
  ['a secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----'],
  ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
  ['a token of Slack', 'xoxb-123456789012-abcdef'],
  ['a JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'],
])('%s is hidden under any name, and the text around it is shown', (_what, secretText) => {
  expect(maskedOf(shown({ note: `see ${secretText} here` })['note'])?.text).toBe('see (sensitive) here');
  expect(JSON.stringify(shown({ note: secretText }))).not.toContain(secretText);
});

test.each([
  ['in an address', 'postgres://app:pa55-word@db:5432/x', 'postgres://app:(sensitive)@db:5432/x'],
  ['assigned in a script', 'export DB_PASSWORD=pa55-word\nrun', 'export DB_PASSWORD=(sensitive)\nrun'],
  ['of a command', 'mysql --password pa55-word -u app', 'mysql --password (sensitive) -u app'],
])('a password %s is hidden', (_what, text, expected) => {
  expect(maskedOf(shown({ script: text })['script'])?.text).toBe(expected);
});

test.each([
  'export DB_PASSWORD=$SECRET',
  'token: ${TOKEN}',
  'PASSWORD="$(aws secretsmanager get-secret-value)"',
  'git at 1b6453892473a467d07372d45eb05abc2031647a',
])('a script that only refers to a secret stays readable: %s', (script) =>
  expect(shown({ script })).toEqual({ script }),
);

test('a secret in JSON in a text is hidden, and the rest of it shown', () => {
  const text = maskedOf(
    shown({ policy: JSON.stringify({ a: 'b', nested: [{ password: 'pa55-word' }] }) })['policy'],
  )!.text;
  expect(JSON.parse(text)).toEqual({ a: 'b', nested: [{ password: '(sensitive)' }] });
});

test('a secret in packed user data is hidden, and the rest of it shown', () => {
  const script = '#!/bin/sh\nexport API_KEY=pa55-word\necho done\n';
  for (const packed of [Buffer.from(script), gzipSync(script)]) {
    expect(maskedOf(shown({ user_data: packed.toString('base64') })['user_data'])?.text).toBe(
      '#!/bin/sh\nexport API_KEY=(sensitive)\necho done\n',
    );
  }
  const inside = `write_files:\n- content: ${gzipSync(script).toString('base64')}\n`;
  expect(maskedOf(shown({ user_data: inside })['user_data'])?.text).toBe('write_files:\n- content: (sensitive)\n');
});

test('the value of a pair is hidden if its name is that of a secret', () => {
  expect(
    isHidden(
      (shown({ environment: [{ name: 'DB_PASSWORD', value: 'plain-words' }] })['environment'] as Members[])[0]![
        'value'
      ],
    ),
  ).toBe(true);
});

test('a value that is sensitive in one app is hidden in all others, in values, names, errors and checks', () => {
  const one = planOf([
    resourceChange('aws_x.y', { actions: ['create'], after: { v: 'se"cret-1' }, sensitive: { v: true } }),
  ]);
  const other = planOf(
    [
      resourceChange('aws_x.z', {
        actions: ['create'],
        after: {
          a: 'x se"cret-1 y',
          b: { 'se"cret-1': 1 },
          c: JSON.stringify({ d: 'se"cret-1' }),
          e: encodeURIComponent('se"cret-1'),
        },
      }),
    ],
    {
      checks: [
        {
          address: { to_display: 'check.c' },
          status: 'fail',
          instances: [{ problems: [{ message: 'is se"cret-1.' }] }],
        },
      ],
    },
  );
  const found = review(
    [
      plannedApp(one),
      plannedApp(other, { app: 'data' }),
      plannedApp({}, { app: 'x', result: { kind: 'failed', error: 'Error: se"cret-1 is wrong' } }),
    ],
    { key },
  );
  expect(writeRecord(found)).not.toMatch(/cret-1|cret%22-1/);
  expect(found[2]!.result).toEqual({ kind: 'failed', error: 'Error: (sensitive) is wrong' });
});

test('a short secret is hidden in an error that quotes it', () => {
  const plan = planOf([
    resourceChange('aws_x.y', { actions: ['create'], after: { pin: '7351' }, sensitive: { pin: true } }),
  ]);
  const [, failed] = review(
    [plannedApp(plan), plannedApp({}, { app: 'x', result: { kind: 'failed', error: 'PIN "7351" is too short.' } })],
    { key },
  );
  expect(failed!.result).toEqual({ kind: 'failed', error: 'PIN "(sensitive)" is too short.' });
});

test('a secret in the key of an instance is hidden, and two of them stay two', () => {
  const addresses = ['AKIAABCDEFGHIJKLMNOP', 'AKIAABCDEFGHIJKLMNOQ', 'plain'].map((one) => `aws_x.y["${one}"]`);
  const plan = planOf(addresses.map((one) => resourceChange(one, { actions: ['create'], after: {} })));
  const { changes } = review([plannedApp(plan)], { key })[0]!.result as ReviewedPlan;
  expect(changes.map(({ address }) => address)).toEqual([
    expect.stringMatching(/^aws_x\.y\["\(sensitive\)"\]#[0-9a-f]{12}$/),
    expect.stringMatching(/^aws_x\.y\["\(sensitive\)"\]#[0-9a-f]{12}$/),
    'aws_x.y["plain"]',
  ]);
  expect(changes[0]!.address).not.toBe(changes[1]!.address);
});

test('the names of apps and environments stay readable, even if a secret is equal to one', () => {
  const plan = planOf([
    resourceChange('aws_x.y', {
      actions: ['create'],
      after: { v: 'staging', w: 'in staging' },
      sensitive: { v: true },
    }),
  ]);
  const after = (review([plannedApp(plan)], { key })[0]!.result as ReviewedPlan).changes[0]!.after as Members;
  expect(isHidden(after['v'])).toBe(true);
  expect(after['w']).toBe('in staging');
});

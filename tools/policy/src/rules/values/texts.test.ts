import { smallWorld } from '../../testing/small-world';
import { secrecy } from './secrecy';
import { textsOf } from './texts';

const world = smallWorld([
  {
    key: 'policy-d728d/data.tfstate',
    resource: {
      aws_lambda_function: {
        job: {
          environment: { variables: { MODE: 'fast' } },
          policy: JSON.stringify({ Statement: [{ Action: ['s3:GetObject', 'x'], Sid: 'Reading' }] }),
          header: [{ name: 'X-Token', value: 'abc' }],
          timeout: 30,
          depends_on: ['aws_kms_key.other'],
        },
      },
    },
    output: { databasePassword: 'correct-horse' },
    locals: { hidden: Buffer.from('token=correct-horse-battery').toString('base64') },
  },
]);
const [job] = world.resources('aws_lambda_function');
const found = (value: string) => textsOf(job!).find((text) => text.value === value);

test('every value has its path, its name, and a mark if it is in JSON', () => {
  expect(found('fast')).toEqual({ at: 'environment.variables.MODE', value: 'fast', inJson: false, name: 'MODE' });
  expect(found('Reading')).toMatchObject({ at: 'policy.Statement.Sid', inJson: true });
  expect(found('30')).toMatchObject({ name: 'timeout' });
});

test('a value has the name beside it, and an output its own', () => {
  expect(found('abc')).toMatchObject({ name: 'X-Token' });
  expect(found('correct-horse')).toMatchObject({ name: 'databasePassword', at: 'output.databasePassword.value' });
});

test('an encoded text has the same path', () => {
  expect(found('token=correct-horse-battery')).toMatchObject({ at: 'locals.hidden', wasEncoded: true });
});

test('an action of a policy is skipped, and any other text in its place is checked', () => {
  expect([found('s3:GetObject'), found('x')?.at]).toEqual([undefined, 'policy.Statement.Action']);
});

test('the dependencies of a resource are not values', () => {
  expect(found('aws_kms_key.other')).toBeUndefined();
});

test('a secret in an output is found on the first resource of its stack', () => {
  const rule = secrecy.find(({ id }) => id === 'MAL_SECRET_1')!;
  expect(rule.check(job!, world)).toMatch(/contains a value for/);
});

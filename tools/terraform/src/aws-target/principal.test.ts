import { fakeS3, fakeSession } from '../testing/fake-session';
import { principalArn } from './principal';

const session = (arn: string, kind: 'aws' | 'embedded' = 'aws') => ({
  ...fakeSession(fakeS3(new Map()).client, kind),
  identity: { account: '1', arn },
});
const assumed = 'arn:aws:sts::1:assumed-role/AWSReservedSSO_AdministratorAccess_0a1b/ana';
const withPath = 'arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_AdministratorAccess_0a1b';

test('a user is itself, and a session is its role with its path', async () => {
  await expect(principalArn(session('arn:aws:iam::1:user/ana'))).resolves.toBe('arn:aws:iam::1:user/ana');
  const asked: string[] = [];
  const found = principalArn(session(assumed), async (_, role) => (asked.push(role), withPath));
  await expect(found).resolves.toBe(withPath);
  expect(asked).toEqual(['AWSReservedSSO_AdministratorAccess_0a1b']);
});

test('a session of a role that does not exist has no identity on the embedded AWS', async () => {
  await expect(principalArn(session(assumed, 'embedded'), async () => undefined)).resolves.toBeUndefined();
});

test('throws on AWS when IAM has no such role', async () => {
  await expect(principalArn(session(assumed), async () => undefined)).rejects.toThrow(
    'IAM has no role AWSReservedSSO_AdministratorAccess_0a1b, of which arn:aws:sts::1:assumed-role/',
  );
});

test('throws when the role cannot be read, with the permission to add', async () => {
  const refused = Object.assign(new Error('not authorized'), { name: 'AccessDenied' });
  await expect(principalArn(session(assumed), () => Promise.reject(refused))).rejects.toThrow(
    /cannot be read \(AccessDenied: not authorized\): allow it iam:GetRole on itself/,
  );
});

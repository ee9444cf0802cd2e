import { sessionOf, userDataOf } from './instance-data';
import type { PlainQuery } from './plain-query';

/** Answers by action. */
const query = (answers: Record<string, object>): PlainQuery => {
  return (_service, _version, action) => Promise.resolve((answers[action] ?? {}) as Awaited<ReturnType<PlainQuery>>);
};
const template = (iamInstanceProfile: object) => ({
  launchTemplateVersionSet: { item: { launchTemplateData: { iamInstanceProfile } } },
});
const role = { Arn: 'arn:aws:iam::111111111111:role/compute/web' };
const iam = {
  GetInstanceProfile: { InstanceProfile: { Roles: { member: role } } },
  AssumeRole: { Credentials: { AccessKeyId: 'id', SecretAccessKey: 'secret', SessionToken: 'token' } },
};
const session = { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' };

test('the user data is that of the launch template, or undefined', async () => {
  const value = Buffer.from('#cloud-config').toString('base64');
  const given = await userDataOf(query({ DescribeInstanceAttribute: { userData: { value } } }), 'i-1');
  expect(given?.toString()).toBe('#cloud-config');
  await expect(userDataOf(query({}), 'i-1')).resolves.toBeUndefined();
});

test.each([
  ['name', { name: 'web' }],
  ['ARN', { arn: 'arn:aws:iam::111111111111:instance-profile/compute/web' }],
])('an instance has the role of its profile, which is named by its %s', async (_kind, profile) => {
  const asked: Record<string, string>[] = [];
  const answer = query({ DescribeLaunchTemplateVersions: template(profile), ...iam });
  const noting: PlainQuery = (service, version, action, form) => {
    asked.push(form);
    return answer(service, version, action, form);
  };
  await expect(sessionOf(noting, { id: 'lt-1', version: '3' }, 'i-1')).resolves.toEqual(session);
  expect(asked).toEqual([
    { LaunchTemplateId: 'lt-1', 'LaunchTemplateVersion.1': '3' },
    { InstanceProfileName: 'web' },
    { RoleArn: role.Arn, RoleSessionName: 'i-1' },
  ]);
});

test('without a profile, or with one without a role, there is no session', async () => {
  const at = { id: 'lt-1', version: '3' };
  await expect(sessionOf(query({}), at, 'i-1')).resolves.toBeUndefined();
  const roleless = query({ DescribeLaunchTemplateVersions: template({ name: 'web' }) });
  await expect(sessionOf(roleless, at, 'i-1')).resolves.toBeUndefined();
});

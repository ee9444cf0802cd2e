import { gzipSync } from 'node:zlib';
import { environment } from '@malinshopper/environments';
import { groupsOf } from '../checks/checks';
import type { Clients } from '../clients';
import { credentialsOf, instancesOf, userDataText, type Instance } from './instance';
import { metadataOf, spotNotice } from './instance-metadata';

jest.mock('../checks/checks', () => ({ groupsOf: jest.fn() }));

const instance: Instance = {
  role: 'web',
  id: 'i-1',
  group: 'testing-web',
  zone: 'eu-west-1a',
  region: 'eu-west-1',
  account: '111111111111',
  type: 't4g.small',
  imageId: 'ami-1',
  profileArn: 'arn:aws:iam::111111111111:instance-profile/compute/testing-web',
  iamRole: { name: 'testing-web', arn: 'arn:aws:iam::111111111111:role/compute/testing-web' },
  tags: { Role: 'web' },
  userData: Buffer.from('#cloud-config\n'),
};
const credentials = {
  AccessKeyId: 'ASIA1',
  SecretAccessKey: 'secret',
  SessionToken: 'token',
  Expiration: new Date('2030-01-02T03:04:05.678Z'),
};

test('user data is read as cloud-init reads it, compressed or not', () => {
  expect(userDataText(instance)).toBe('#cloud-config\n');
  expect(userDataText({ userData: gzipSync('#cloud-config\n') })).toBe('#cloud-config\n');
});

test('the metadata contains the identity of the instance, and the tags of its launch template', () => {
  expect(metadataOf(instance, credentials)).toMatchObject({
    'meta-data/instance-id': 'i-1',
    'meta-data/placement/region': 'eu-west-1',
    'meta-data/tags/instance/Role': 'web',
    'dynamic/instance-identity/document': expect.stringContaining('"instanceId": "i-1"') as string,
  });
});

test('the role of an instance is found by its profile, with any path of either', async () => {
  const group = { AutoScalingGroupName: 'testing-web', Instances: [{ InstanceId: 'i-1' }] };
  jest.mocked(groupsOf).mockResolvedValue([group] as never);
  const LaunchTemplateData = { UserData: '', IamInstanceProfile: { Arn: instance.profileArn } };
  const asked: unknown[] = [];
  const answering = (answer: object) => ({
    send: async ({ input }: { input: unknown }) => {
      asked.push(input);
      return answer;
    },
  });
  const clients = {
    ec2: { send: async () => ({ LaunchTemplateVersions: [{ LaunchTemplateData }] }) },
    iam: answering({
      InstanceProfile: { Roles: [{ RoleName: 'testing-web', Arn: instance.iamRole.arn }] },
    }),
    sts: answering({ Credentials: credentials }),
  } as unknown as Clients;
  const [found] = await instancesOf(clients, environment('testing'));
  expect(found?.iamRole).toEqual(instance.iamRole);
  await credentialsOf(clients, found!);
  expect(asked).toMatchObject([{ InstanceProfileName: 'testing-web' }, { RoleArn: instance.iamRole.arn }]);
  // The metadata service names a role without its path (EC2 user guide, "Retrieve security credentials").
  expect(Object.keys(metadataOf(found!, credentials))).toContain('meta-data/iam/security-credentials/testing-web');
});

test('credentials are in the form of the metadata service, with times to the second', () => {
  const found = metadataOf(instance, credentials)['meta-data/iam/security-credentials/testing-web'] ?? '';
  expect(JSON.parse(found)).toMatchObject({
    Code: 'Success',
    AccessKeyId: 'ASIA1',
    Token: 'token',
    Expiration: '2030-01-02T03:04:05Z',
  });
});

test('there is no interruption notice until there is an interruption', () => {
  expect(Object.keys(metadataOf(instance, credentials)).filter((path) => path.includes('spot'))).toEqual([]);
  expect(spotNotice(new Date('2030-01-02T03:04:05Z'))).toEqual({
    'meta-data/spot/instance-action': '{"action":"terminate","time":"2030-01-02T03:04:05Z"}',
  });
});

test.each([
  ['without user data', {}, 'the launch template of testing-web has no user data'],
  [
    'without an instance',
    { UserData: '' },
    'testing-web has no instance to rehearse; set its desired capacity to 1 or more',
  ],
])('throws on an Auto Scaling group %s', async (_, LaunchTemplateData, message) => {
  jest.mocked(groupsOf).mockResolvedValue([{ AutoScalingGroupName: 'testing-web' }] as never);
  const ec2 = { send: async () => ({ LaunchTemplateVersions: [{ LaunchTemplateData }] }) };
  await expect(instancesOf({ ec2 } as unknown as Clients, environment('testing'))).rejects.toThrow(message);
});

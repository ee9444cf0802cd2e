import { element, list, text } from '../../../protocols/xml';
import type { EmbeddedCredentials } from '../../../credentials';
import type { PlainQuery } from './plain-query';

const EC2 = '2016-11-15';

/** The user data that an instance gets at its start, undefined if there is none. */
export async function userDataOf(query: PlainQuery, InstanceId: string): Promise<Buffer | undefined> {
  const asked = await query('ec2', EC2, 'DescribeInstanceAttribute', { InstanceId, Attribute: 'userData' });
  const encoded = text(element(asked['userData'])['value']);
  return encoded === '' ? undefined : Buffer.from(encoded, 'base64');
}

/** A version of a launch template. */
export interface LaunchTemplate {
  readonly id: string;
  readonly version: string;
}

/** A session of the role that a launch template gives to its instances, undefined if it names none. */
export async function sessionOf(
  query: PlainQuery,
  { id, version }: LaunchTemplate,
  instanceId: string,
): Promise<EmbeddedCredentials | undefined> {
  const form = { LaunchTemplateId: id, 'LaunchTemplateVersion.1': version };
  const versions = await query('ec2', EC2, 'DescribeLaunchTemplateVersions', form);
  const [found] = list(element(versions['launchTemplateVersionSet'])['item']).map(element);
  const profile = element(element(found?.['launchTemplateData'])['iamInstanceProfile']);
  const name = text(profile['name']) || text(profile['arn']).replace(/^.*\//, '');
  if (name === '') return undefined;
  const described = await query('iam', '2010-05-08', 'GetInstanceProfile', { InstanceProfileName: name });
  const [role] = list(element(element(described['InstanceProfile'])['Roles'])['member']).map(element);
  const RoleArn = text(role?.['Arn']);
  if (RoleArn === '') return undefined;
  const session = { RoleArn, RoleSessionName: instanceId };
  const issued = element((await query('sts', '2011-06-15', 'AssumeRole', session))['Credentials']);
  return {
    accessKeyId: text(issued['AccessKeyId']),
    secretAccessKey: text(issued['SecretAccessKey']),
    sessionToken: text(issued['SessionToken']),
  };
}

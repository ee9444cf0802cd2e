import { element, list, text } from '../../protocols/xml';
import type { World } from '../world';
import { profileOf } from './launch';
import type { Members } from './members';
import type { Finding } from './target';

/** The roles that a request passes: named directly, or by the instance profile that contains them. */
export const passedRole: Finding = async ({ call: { service = '', when }, members, world }) => {
  const arns = await rolesOf(when ?? ['RoleName'], members, world);
  return arns.map((resource) => ({ resource, context: { 'iam:PassedToService': service } }));
};

async function rolesOf(said: readonly string[], members: Members, world: World): Promise<string[]> {
  if (said.includes('LaunchTemplate')) return rolesIn(await profileOf(members, world), world);
  const named = said.flatMap((member) => members.get(member) ?? []);
  const arns = named.filter((one) => /:role\//.test(one));
  if (arns.length > 0) return arns;
  const [name = ''] = named;
  return said.includes('JobFlowRole') ? rolesIn(name.replace(/^.*\//, ''), world) : [await roleArn(name, world)];
}

/** The roles of an instance profile; a profile that does not exist, or is empty, passes none. */
async function rolesIn(profile: string, world: World): Promise<string[]> {
  if (profile === '') return [];
  const answer = await world.query('iam', 'GetInstanceProfile', { InstanceProfileName: profile });
  const roles = element(element(answer?.['InstanceProfile'])['Roles']);
  return list(roles['member']).map((role) => text(element(role)['Arn']));
}

async function roleArn(name: string, world: World): Promise<string> {
  const role = element((await world.query('iam', 'GetRole', { RoleName: name }))?.['Role']);
  return text(role['Arn']) || `arn:aws:iam::${world.account}:role/${name}`;
}

/** The role of a service is created if there is none yet: once in an account. */
export const firstUse: Finding = async ({ call: { service = '' }, world }) => {
  const path = `/aws-service-role/${service}/`;
  const answer = await world.query('iam', 'ListRoles', { PathPrefix: path });
  if (list(element(answer?.['Roles'])['member']).length > 0) return [];
  return [
    {
      resource: `arn:aws:iam::${world.account}:role${path}AWSServiceRole`,
      context: { 'iam:AWSServiceName': service },
    },
  ];
};

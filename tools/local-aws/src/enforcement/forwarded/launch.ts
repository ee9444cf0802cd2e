import { element, list, text, type XmlElement } from '../../protocols/xml';
import type { World } from '../world';
import type { Members } from './members';
import { regional, type Finding } from './target';

const ID = /^lt-\w+$/;

/** The id of the template that a request names. */
function namedTemplate(members: Members): { readonly id?: string; readonly name?: string; readonly version: string } {
  const [version = '$Default'] = members.get('Version') ?? [];
  const ofGroup = (member: string) => (members.get(member) ?? [])[0];
  return { id: ofGroup('LaunchTemplateId'), name: ofGroup('LaunchTemplateName'), version };
}

/** The content of the template that a request names. */
async function templateOf(members: Members, world: World): Promise<{ readonly id: string; readonly data: XmlElement }> {
  const { id, name, version } = namedTemplate(members);
  const answer = await world.query('ec2', 'DescribeLaunchTemplateVersions', {
    ...(id ? { LaunchTemplateId: id } : { LaunchTemplateName: name ?? '' }),
    'LaunchTemplateVersion.1': version,
  });
  const [found = {}] = list(element(answer?.['launchTemplateVersionSet'])['item']).map(element);
  return { id: text(found['launchTemplateId']) || id || 'unknown', data: element(found['launchTemplateData']) };
}

export const template: Finding = async ({ members, world }) => [
  { resource: regional(world, 'ec2', `launch-template/${(await templateOf(members, world)).id}`) },
];

export const image: Finding = async ({ members, world }) => {
  const { data } = await templateOf(members, world);
  return [{ resource: `arn:aws:ec2:${world.region}::image/${text(data['imageId']) || 'unknown'}` }];
};

export const securityGroups: Finding = async ({ members, world }) => {
  const { data } = await templateOf(members, world);
  const ids = [...new Set(JSON.stringify(data).match(/\bsg-\w+/g) ?? [])];
  return ids.map((id) => ({ resource: regional(world, 'ec2', `security-group/${id}`) }));
};

export const networkInterface: Finding = async ({ world }) => [
  { resource: regional(world, 'ec2', 'network-interface/*') },
];

/** The launched resources do not exist yet: they are identified by the tags that the template gives them. */
export const launched: Finding = async ({ call: { action, kind = '' }, members, world }) => {
  const { data } = await templateOf(members, world);
  const specifications = list(element(data['tagSpecificationSet'])['item']).map(element);
  const ofKind = specifications.filter((one) => text(one['resourceType']) === kind);
  const tags = ofKind.flatMap((one) => list(element(one['tagSet'])['item']).map(element));
  // A resource without tags needs no permission for tagging.
  if (tags.length === 0 && action === 'ec2:CreateTags') return [];
  const context = Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${text(tag['key'])}`, text(tag['value'])]));
  const keys = tags.map((tag) => text(tag['key']));
  const says = { ...context, ...(keys.length > 0 && { 'aws:TagKeys': keys }), 'ec2:CreateAction': 'RunInstances' };
  return [{ resource: regional(world, 'ec2', `${kind}/*`), context: says }];
};

/** The instance profile of the template, by name or ARN. */
export async function profileOf(members: Members, world: World): Promise<string> {
  const profile = element((await templateOf(members, world)).data['iamInstanceProfile']);
  return text(profile['name']) || text(profile['arn']).replace(/^.*\//, '');
}

/** The template's name in the refusal: as the request names it. */
export function templateInWords(members: Members): string {
  const { id, name } = namedTemplate(members);
  return [id, name].find((one) => one !== undefined && (ID.test(one) || one !== '')) ?? '';
}

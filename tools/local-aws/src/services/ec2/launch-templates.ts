import type { Call, Forward, Operation } from '../../gateway/call';
import { buildXml, element, list, parseXml, text, type XmlElement } from '../../protocols/xml';

/** Launch templates are moto's, except for their tags. */
export function launchTemplates(): Record<string, Operation> {
  return { DescribeLaunchTemplates: withPresentTags, DescribeLaunchTemplateVersions: withoutOwnTags };
}

/** moto always shows the tags with which a template was created; DescribeTags has the changes of CreateTags. */
const withPresentTags: Operation = async (call, moto) => {
  const reply = await moto(call);
  if (reply.status !== 200) return reply;
  const document = parseXml(reply.body.toString());
  const answer = element(Object.values(document)[0]);
  const tags = await tagsOf(call, moto);
  for (const template of list(element(answer['launchTemplates'])['item']).map(element)) {
    template['tagSet'] = { item: tags.get(text(template['launchTemplateId'])) ?? [] };
  }
  return { ...reply, body: buildXml(document) };
};

async function tagsOf(call: Call, moto: Forward): Promise<Map<string, XmlElement[]>> {
  const form = {
    Action: 'DescribeTags',
    Version: '2016-11-15',
    'Filter.1.Name': 'resource-type',
    'Filter.1.Value.1': 'launch-template',
  };
  const reply = await moto({ ...call, body: Buffer.from(new URLSearchParams(form).toString()) });
  const answer = element(Object.values(parseXml(reply.body.toString()))[0]);
  const tags = new Map<string, XmlElement[]>();
  for (const tag of list(element(answer['tagSet'])['item']).map(element)) {
    const id = text(tag['resourceId']);
    tags.set(id, [...(tags.get(id) ?? []), { key: text(tag['key']), value: text(tag['value']) }]);
  }
  return tags;
}

/**
 * Removes the tags of the launch template itself from the tags of its instances, because moto mixes the two (API
 * reference: CreateLaunchTemplate has both, TagSpecification.N and LaunchTemplateData.TagSpecifications).
 */
const withoutOwnTags: Operation = async (call, moto) => {
  const reply = await moto(call);
  if (reply.status !== 200) return reply;
  const document = parseXml(reply.body.toString());
  const answer = element(Object.values(document)[0]);
  for (const version of list(element(answer['launchTemplateVersionSet'])['item'])) {
    const data = element(element(version)['launchTemplateData']);
    const specifications = list(element(data['tagSpecificationSet'])['item']);
    const kept = specifications.filter((each) => text(element(each)['resourceType']) !== 'launch-template');
    if (kept.length > 0) data['tagSpecificationSet'] = { item: kept };
    else delete data['tagSpecificationSet'];
  }
  return { ...reply, body: buildXml(document) };
};

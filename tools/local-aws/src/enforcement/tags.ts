import { element, list, parseXml, text, type Xml } from '../protocols/xml';
import { jsonList, jsonObject, jsonText, type Json, type JsonObject } from '../protocols/json';
import type { World } from './world';

type Tags = Readonly<Record<string, string>>;

/** How each service tells the tags of a resource of its own. */
const ASKED: Readonly<Record<string, (world: World, arn: string) => Promise<Tags>>> = {
  cloudfront: async (world, arn) => {
    const answer = (await world.rest('cloudfront', '/2020-05-31/tagging', { Resource: arn })) ?? '';
    return ofXml(element(element(parseXml(answer)['Tags'])['Items'])['Tag']);
  },
  ec2: async (world, arn) => {
    const asked = { 'Filter.1.Name': 'resource-id', 'Filter.1.Value.1': arn.slice(arn.lastIndexOf('/') + 1) };
    return ofXml(element((await world.query('ec2', 'DescribeTags', asked))?.['tagSet'])['item']);
  },
  elasticloadbalancing: async (world, arn) => {
    const asked = { 'ResourceArns.member.1': arn };
    const answer = await world.query('elasticloadbalancing', 'DescribeTags', asked);
    const [found = {}] = list(element(answer?.['TagDescriptions'])['member']).map(element);
    return ofXml(element(found['Tags'])['member']);
  },
  kms: async (world, arn) =>
    ofJson((await world.json('kms', 'TrentService.ListResourceTags', { KeyId: arn }))?.['Tags']),
  rds: async (world, arn) => {
    const answer = await world.query('rds', 'ListTagsForResource', { ResourceName: arn });
    return ofXml(element(answer?.['TagList'])['Tag']);
  },
  sns: async (world, arn) => {
    const answer = await world.query('sns', 'ListTagsForResource', { ResourceArn: arn });
    return ofXml(element(answer?.['Tags'])['member']);
  },
  sqs: async (world, arn) => {
    const [, , , , account, name] = arn.split(':');
    const asked = { QueueUrl: `http://127.0.0.1/${account}/${name}` };
    return jsonObject((await world.json('sqs', 'AmazonSQS.ListQueueTags', asked))?.['Tags']) as Tags;
  },
  wafv2: async (world, arn) => {
    const answer = await world.json('wafv2', 'AWSWAF_20190729.ListTagsForResource', { ResourceARN: arn });
    return ofJson(jsonObject(answer?.['TagInfoForResource'])['TagList']);
  },
};

/** The tags of a resource as condition keys, as far as they count for the authorization of a call by now. */
export async function resourceTags(world: World, arn: string, action: string): Promise<Tags> {
  if (!world.lateTags.count(arn, action)) return {};
  const tags = (await ASKED[arn.split(':')[2] ?? '']?.(world, arn)) ?? {};
  return prefixed('aws:ResourceTag', tags);
}

/** The tags that a request sets, or takes off, as condition keys. */
export function requestTags(fields: Readonly<Record<string, unknown>>): Record<string, string | readonly string[]> {
  const given = (fields['Tags'] ?? fields['tags'] ?? {}) as Json & Xml;
  const set = tagsIn(given);
  const keys = [...Object.keys(set), ...textsOf(fields['TagKeys'])];
  return { ...prefixed('aws:RequestTag', set), ...(keys.length > 0 && { 'aws:TagKeys': keys }) };
}

function tagsIn(given: Json & Xml): Tags {
  if (Array.isArray(given)) return ofJson(given as Json);
  const members = element(given as Xml)['member'];
  if (members !== undefined) return ofXml(members);
  return Object.fromEntries(Object.entries(jsonObject(given as Json)).map(([key, value]) => [key, jsonText(value)]));
}

/** A list as JSON has it, or as a form has it. */
function textsOf(value: unknown): string[] {
  const members = Array.isArray(value) ? value : list(element(value as Xml)['member']);
  return members.filter((one) => typeof one === 'string');
}

const prefixed = (prefix: string, tags: Tags) =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

function ofXml(members: Xml | undefined): Tags {
  const tags = list(members).map(element);
  return Object.fromEntries(tags.map((tag) => [text(tag['Key'] ?? tag['key']), text(tag['Value'] ?? tag['value'])]));
}

/** KMS says `TagKey`, all others `Key`. */
function ofJson(tags: Json | undefined): Tags {
  const all: JsonObject[] = jsonList(tags).map(jsonObject);
  return Object.fromEntries(
    all.map((tag) => [jsonText(tag['Key'] ?? tag['TagKey']), jsonText(tag['Value'] ?? tag['TagValue'])]),
  );
}

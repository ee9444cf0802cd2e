import { element, list, text, type Xml } from '../protocols/xml';
import { jsonList, jsonObject, jsonText, type Json, type JsonObject } from '../protocols/json';

/** Tags by their keys. */
export type Tags = Readonly<Record<string, string>>;

/** The tags that a request sets or removes, as condition keys. */
export function requestTags(fields: Readonly<Record<string, unknown>>): Record<string, string | readonly string[]> {
  const given = (fields['Tags'] ?? fields['tags'] ?? {}) as Json & Xml;
  const set = tagsIn(given);
  const keys = [...Object.keys(set), ...textsOf(fields['TagKeys'])];
  return { ...prefixed('aws:RequestTag', set), ...(keys.length > 0 && { 'aws:TagKeys': keys }) };
}

function tagsIn(given: Json & Xml): Tags {
  if (Array.isArray(given)) return tagsOfJson(given as Json);
  const members = element(given as Xml)['member'];
  return members === undefined ? tagsOfObject(given as Json) : tagsOfXml(members);
}

/** A list as JSON has it, or as a form has it. */
function textsOf(value: unknown): string[] {
  const members = Array.isArray(value) ? value : list(element(value as Xml)['member']);
  return members.filter((one) => typeof one === 'string');
}

/** Tags as condition keys: `aws:ResourceTag/Team`. */
export const prefixed = (prefix: string, tags: Tags) =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

/** A list of tags in XML. EC2 begins its names with small letters. */
export function tagsOfXml(members: Xml | undefined): Tags {
  const tags = list(members).map(element);
  return Object.fromEntries(tags.map((tag) => [text(tag['Key'] ?? tag['key']), text(tag['Value'] ?? tag['value'])]));
}

/** A list of tags in JSON. KMS has `TagKey`, all others `Key`. */
export function tagsOfJson(tags: Json | undefined): Tags {
  const all: JsonObject[] = jsonList(tags).map(jsonObject);
  return Object.fromEntries(
    all.map((tag) => [jsonText(tag['Key'] ?? tag['TagKey']), jsonText(tag['Value'] ?? tag['TagValue'])]),
  );
}

/** Tags as an object in JSON: `{ "Team": "data" }`. */
export const tagsOfObject = (tags: Json | undefined): Tags =>
  Object.fromEntries(Object.entries(jsonObject(tags)).map(([key, value]) => [key, jsonText(value)]));

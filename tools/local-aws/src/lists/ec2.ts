import type { Call, Forward, Operation, Reply } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';
import { queryParameters, withParameters } from '../protocols/query';
import { buildXml, element, list, parseXml, text, type XmlElement } from '../protocols/xml';
import documented from './ec2.json';
import { filtersOf, passes, valuesAt, type Filter } from './filters';
import { isOptional } from './optional';
import { pageOf, sizeOf } from './pages';

interface Listing {
  /** The path of the list in the answer. */
  readonly list: string;
  /** The filters of AWS, each with the member of an item that it compares, or null if the item has no such member. */
  readonly filters: Readonly<Record<string, string | null>>;
}

const listings: Readonly<Record<string, Listing>> = documented;

/**
 * The parts of the form that are handled here. The rest goes to moto, which ignores filters that it does not know, and
 * its own pages.
 */
const OURS = /^(Filter\.|MaxResults$|NextToken$)/;

/**
 * Adds filters and pages to a Describe call of EC2: the operation returns all items, and those that do not pass are
 * removed from its answer.
 */
export function listOfEc2(action: string, run: Operation): Operation {
  const listing = listings[action];
  if (!listing) return refusingFilters(action, run);
  return async (call, moto) => {
    const form = queryParameters(call.body);
    const filters = filtersOf(form);
    const [size, token] = [sizeOf(text(form['MaxResults'])), text(form['NextToken'])];
    for (const filter of filters) requireKnown(action, listing, filter);
    const plain = withParameters(call, (sent) => {
      for (const name of [...sent.keys()]) if (OURS.test(name)) sent.delete(name);
    });
    const reply = await wholeAnswer(listing, plain, run, moto);
    if (reply.status !== 200) return reply;
    const document = parseXml(reply.body.toString());
    const answer = element(document[`${action}Response`]);
    const [outer = '', , inner] = listing.list.split('.');
    const items = list(element(answer[outer])['item']).map(element);
    const passed =
      inner === undefined
        ? passing(
            action,
            listing,
            filters,
            items.map((item) => ({ item })),
          ).map(({ item }) => item)
        : passingWithin(action, listing, filters, items, inner);
    const page = pageOf(
      passed,
      [call.account, call.region, plain.body.toString(), JSON.stringify(filters)],
      size,
      token,
    );
    answer[outer] = { item: [...page.items] };
    delete answer['nextToken'];
    if (page.next !== undefined) answer['nextToken'] = page.next;
    return { ...reply, body: buildXml(document) };
  };
}

/** Some answers of moto have pages without a request for them. */
async function wholeAnswer(listing: Listing, call: Call, run: Operation, moto: Forward): Promise<Reply> {
  const [outer = ''] = listing.list.split('.');
  const first = await run(call, moto);
  if (first.status !== 200) return first;
  const document = parseXml(first.body.toString());
  const answer = element(Object.values(document)[0]);
  const items = [...list(element(answer[outer])['item'])];
  for (let token = text(answer['nextToken']); token !== '';) {
    const page = await run(
      withParameters(call, (form) => form.set('NextToken', token)),
      moto,
    );
    const next = element(Object.values(parseXml(page.body.toString()))[0]);
    items.push(...list(element(next[outer])['item']));
    token = text(next['nextToken']);
  }
  delete answer['nextToken'];
  answer[outer] = { item: items };
  return { ...first, body: buildXml(document) };
}

/** An item, and its parents. */
interface Candidate {
  readonly item: XmlElement;
  readonly outside?: XmlElement;
}

function passing(action: string, listing: Listing, filters: readonly Filter[], all: readonly Candidate[]): Candidate[] {
  for (const filter of filters) requireTold(action, listing, filter, all);
  return all.filter((one) => filters.every((filter) => passes(filter, found(action, listing, filter.name, one))));
}

/** Instances are in reservations; an empty reservation is left out. */
function passingWithin(
  action: string,
  listing: Listing,
  filters: readonly Filter[],
  items: readonly XmlElement[],
  inner: string,
): XmlElement[] {
  const all = items.flatMap((outside) =>
    list(element(outside[inner])['item']).map((item) => ({ item: element(item), outside })),
  );
  const left = passing(action, listing, filters, all);
  return items.flatMap((outside) => {
    const own = left.filter((one) => one.outside === outside).map(({ item }) => item);
    return own.length === 0 ? [] : [{ ...outside, [inner]: { item: own } }];
  });
}

function found(action: string, listing: Listing, name: string, { item, outside }: Candidate): string[] {
  const [, key] = /^tag:(.*)$/s.exec(name) ?? [];
  if (action === 'DescribeTags' && key !== undefined) return text(item['key']) === key ? valuesAt(item, ['value']) : [];
  const tags = list(element(item['tagSet'])['item']).map(element);
  if (key !== undefined) return tags.filter((tag) => text(tag['key']) === key).map((tag) => text(tag['value']));
  if (name === 'tag-key') return tags.map((tag) => text(tag['key']));
  const member = listing.filters[name] ?? '';
  return member.startsWith('..') ? valuesAt(outside, member.slice(2).split('.')) : valuesAt(item, member.split('.'));
}

/** An empty result is AWS's answer only if the answer has the member at all. */
function requireTold(action: string, listing: Listing, { name, values }: Filter, all: readonly Candidate[]): void {
  const member = listing.filters[name];
  if (typeof member !== 'string' || isOptional(action, name)) return;
  const path = member.replace(/^\.\./, '').split('.');
  const told = all.filter(({ item, outside }) => isThere(member.startsWith('..') ? outside : item, path));
  if (told.length > 0 && told.every((one) => found(action, listing, name, one).length === 0)) {
    throw unheeded(action, name, member, values);
  }
}

/** True if there is an item that could have the member: an empty list has none. */
function isThere(value: XmlElement | undefined, path: readonly string[]): boolean {
  const at = path.indexOf('item');
  return at < 0 || valuesOrElements(value, path.slice(0, at + 1)) > 0;
}

function valuesOrElements(value: XmlElement | undefined, path: readonly string[]): number {
  const [last = '', ...before] = [...path].reverse();
  const parent = before.reverse().reduce<XmlElement>((at, name) => element(at[name]), value ?? {});
  return list(parent[last]).length;
}

function requireKnown(action: string, { filters }: Listing, { name, values }: Filter): void {
  if (/^tag:/.test(name) || (name === 'tag-key' && action !== 'DescribeTags')) return;
  if (!Object.hasOwn(filters, name)) throw new AwsFailure('InvalidParameterValue', `The filter '${name}' is invalid`);
  if (filters[name] === null) throw unheeded(action, name, undefined, values);
}

/** AWS has such a filter: an answer that ignores it, or that no item passes, would not be AWS's. */
function unheeded(action: string, name: string, member: string | undefined, values: readonly string[]): AwsFailure {
  const why =
    member === undefined ? 'no member of its answer has the value' : `nothing in its answer has a member ${member}`;
  return new AwsFailure(
    'NotImplementedByEmbeddedAws',
    `The embedded AWS cannot heed the filter ${name} (${values.join(', ')}) of ec2:${action}: ${why}. Complete the answer in ` +
      `tools/local-aws/src/services/ec2, or, if AWS leaves the member out too, name it in tools/local-aws/src/lists/optional.ts.`,
  );
}

/** For a call that has not been examined yet. */
function refusingFilters(action: string, run: Operation): Operation {
  return (call, moto) => {
    const [filter] = filtersOf(queryParameters(call.body));
    if (!filter || !action.startsWith('Describe')) return run(call, moto);
    throw new AwsFailure(
      'NotImplementedByEmbeddedAws',
      `The embedded AWS does not know whether ec2:${action} heeds the filter ${filter.name}. Add the action to ` +
        `tools/local-aws/src/lists/filters_of_ec2.py, and generate the table again.`,
    );
  };
}

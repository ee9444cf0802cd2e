import type { Call, Operation, Reply } from '../gateway/call';
import { buildXml, element, list, parseXml, text, type Xml, type XmlElement } from '../protocols/xml';

/**
 * A value that AWS returns: plain, or a structure. In texts, `{account}`, `{region}` and `{aMember}` of the same
 * element are replaced.
 */
export type Given = string | { readonly [name: string]: Given };

/** The members that AWS returns for each element at a path, and that moto omits. */
export interface Completion {
  /**
   * The path from the answer's result, without the elements of lists: `natGatewaySet.item.natGatewayAddressSet.item`.
   */
  readonly at: string;
  /** Members that AWS always returns: added where they are missing. */
  readonly always?: Readonly<Record<string, Given>>;
  /** Members that AWS never returns there. */
  readonly never?: readonly string[];
  /** Values of a member that AWS words differently. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The elements to which this applies. @default - all */
  readonly of?: (one: XmlElement) => boolean;
  /** A completion that no table can express. */
  readonly amend?: (one: XmlElement, call: Call) => void;
}

/** Completions by action. */
export type Completions = Readonly<Record<string, readonly Completion[]>>;

/** Lets an operation of a query service answer with the members that AWS returns. */
export function completing(action: string, completions: readonly Completion[], run: Operation): Operation {
  return async (call, moto) => {
    const reply = await run(call, moto);
    return reply.status === 200 ? completed(action, completions, call, reply) : reply;
  };
}

function completed(action: string, completions: readonly Completion[], call: Call, reply: Reply): Reply {
  const document = parseXml(reply.body.toString());
  const answer = element(document[`${action}Response`]);
  // EC2's answers have no element for their result.
  const result = answer[`${action}Result`] === undefined ? answer : element(answer[`${action}Result`]);
  for (const completion of completions) {
    for (const one of elementsAt(result, completion.at.split('.'))) {
      if (completion.of?.(one) ?? true) complete(one, completion, call);
    }
  }
  return { ...reply, body: buildXml(document) };
}

function complete(one: XmlElement, { always = {}, never = [], words = {}, amend }: Completion, call: Call): void {
  for (const [name, given] of Object.entries(always)) one[name] ??= filled(given, one, call);
  for (const name of never) delete one[name];
  for (const [name, known] of Object.entries(words)) {
    const word = known[text(one[name])];
    if (word !== undefined) one[name] = word;
  }
  amend?.(one, call);
}

/** The elements at a path; an empty path is the element itself. */
export function elementsAt(value: Xml | undefined, [next, ...rest]: readonly string[]): XmlElement[] {
  if (Array.isArray(value)) return value.flatMap((each) => elementsAt(each, [next ?? '', ...rest]));
  if (next === undefined || next === '') return typeof value === 'object' ? [value] : [];
  return list(element(value)[next]).flatMap((each) => elementsAt(each, rest));
}

function filled(given: Given, one: XmlElement, call: Call): Xml {
  if (typeof given !== 'string') {
    return Object.fromEntries(Object.entries(given).map(([name, inner]) => [name, filled(inner, one, call)]));
  }
  return given.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'account' || name === 'region') return call[name];
    return text(one[name]);
  });
}

import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { memberName } from './member-name';

/** An XML value: text, an element with children (attributes begin with `@`), or several elements of one name. */
export type Xml = string | XmlElement | Xml[];
export interface XmlElement {
  [name: string]: Xml | undefined;
}

// AWS values are text until a client's model defines another type: "0123" must not become 123, nor " " be trimmed away.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
});
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: false });

/** Parses a document. Blanks between elements are dropped, text inside an element is kept as it is. */
export function parseXml(text: string): XmlElement {
  return element(withoutBlanks(parser.parse(text) as Xml));
}

export function buildXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(root)}`;
}

/** The children of a value; text and absence have none. */
export function element(value: Xml | undefined): XmlElement {
  return typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** The text of a value; '' if the value has child elements or is absent. */
export function text(value: Xml | undefined): string {
  if (typeof value === 'string') return value;
  const inner = element(value)['#text'];
  return typeof inner === 'string' ? inner : '';
}

/**
 * Returns the elements of a list as an array, because a parser of XML cannot distinguish one element from a list with
 * one element.
 */
export function list(value: Xml | undefined): Xml[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The child element of that name, created if it does not exist, to be changed in place. */
export function child(parent: XmlElement, name: string): XmlElement {
  const present = parent[memberName(name)];
  if (typeof present === 'object' && !Array.isArray(present)) return present;
  const created: XmlElement = {};
  parent[name] = created;
  return created;
}

function withoutBlanks(value: Xml): Xml {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(withoutBlanks);
  const hasElements = Object.keys(value).some((name) => name !== '#text' && !name.startsWith('@'));
  const kept: XmlElement = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined || (name === '#text' && hasElements)) continue;
    kept[memberName(name)] = withoutBlanks(inner);
  }
  return kept;
}

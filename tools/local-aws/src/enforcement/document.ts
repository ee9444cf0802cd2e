import { parsedJson } from '../protocols/json';
import { text, type Xml } from '../protocols/xml';
import type { PolicyDocument } from './access';

/**
 * A policy in an answer of IAM, which returns documents URL-encoded (RFC 3986); moto does so in some of its answers
 * only.
 */
export function decoded(document: Xml | undefined): PolicyDocument {
  const written = text(document);
  return parsedJson(written.startsWith('%') ? decodeURIComponent(written) : written) as unknown as PolicyDocument;
}

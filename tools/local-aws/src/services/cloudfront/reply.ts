import { randomBytes } from 'node:crypto';
import type { Call, Reply } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { buildXml, element, parseXml, type XmlElement } from '../../protocols/xml';

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

/** The root element of an answer must carry the namespace; the rest of a written document is not changed. */
export function xmlReply(name: string, content: XmlElement, headers: Record<string, string> = {}, status = 200): Reply {
  const body = buildXml({ [name]: { '@xmlns': NAMESPACE, ...content } });
  return { status, headers: { 'content-type': 'text/xml', ...headers }, body };
}

export function noContent(): Reply {
  return { status: 204, headers: {}, body: '' };
}

/** The root element of a request, without the namespace, which an answer has on its own root. */
export function requested(call: Call, name: string): XmlElement {
  const content = { ...element(parseXml(call.body.toString())[name]) };
  delete content['@xmlns'];
  return content;
}

/**
 * CloudFront refuses a change that does not name the version that it changes (API reference: UpdateCachePolicy,
 * If-Match).
 */
export function requireMatch(call: Call, etag: string): void {
  const match = call.headers['if-match'];
  if (match === undefined) {
    throw new AwsFailure('InvalidIfMatchVersion', 'The If-Match version is missing or not valid for the resource.');
  }
  if (match !== etag) {
    throw new AwsFailure(
      'PreconditionFailed',
      'The precondition in one or more of the request fields evaluated to false.',
      412,
    );
  }
}

export function newEtag(): string {
  return `E${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`;
}

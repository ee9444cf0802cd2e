import type { Reply } from '../gateway/call';
import { AwsFailure, type Protocol } from './failure';
import { buildXml } from './xml';

const REQUEST_ID = '00000000-0000-0000-0000-000000000000';

/** A refusal in the format for the client. */
export function failureReply(protocol: Protocol, failure: AwsFailure): Reply {
  const { code, message, status } = failure;
  if (protocol === 'json') {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code };
    return { status, headers, body: JSON.stringify({ __type: code, message, Message: message }) };
  }
  const error = { Type: 'Sender', Code: code, Message: message };
  const document = {
    query: { ErrorResponse: { Error: error, RequestId: REQUEST_ID } },
    'rest-xml': { ErrorResponse: { Error: error, RequestId: REQUEST_ID } },
    ec2: { Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: REQUEST_ID } },
    s3: { Error: { Code: code, Message: message, RequestId: REQUEST_ID } },
  }[protocol];
  return { status, headers: { 'content-type': 'text/xml' }, body: buildXml(document) };
}

/**
 * For some refusals, such as the refusal of an unknown page token, moto answers with JSON in every protocol. A client
 * of another protocol could not read such an answer.
 */
export function inProtocol(protocol: Protocol, reply: Reply): Reply {
  const body = reply.body.toString();
  if (protocol === 'json' || !body.startsWith('{"__type"')) return reply;
  const { __type: code, message } = JSON.parse(body) as { __type: string; message: string };
  return failureReply(protocol, new AwsFailure(code, message, reply.status));
}

import type { Call, Reply } from '../gateway/call';
import { memberName } from './member-name';

/** A JSON value as AWS's JSON protocols carry it. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json | undefined;
}

export function jsonParameters(call: Pick<Call, 'body'>): JsonObject {
  if (call.body.length === 0) return {};
  return jsonObject(parsedJson(call.body.toString()));
}

/**
 * Parses JSON of a client: a body, or a document in one, such as a policy.
 * @throws AwsFailure for a member of the name `__proto__`; SyntaxError if it is not JSON
 */
export function parsedJson(written: string): Json {
  return JSON.parse(written, (name: string, value: Json) => (memberName(name), value)) as Json;
}

export function jsonReply(body: JsonObject = {}): Reply {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

/** Changes a successful JSON answer of moto. The answer of a failed call is returned unchanged. */
export function amendJsonReply(reply: Reply, amend: (body: JsonObject) => void): Reply {
  if (reply.status !== 200) return reply;
  const body = reply.body.length === 0 ? {} : jsonObject(JSON.parse(reply.body.toString()) as Json);
  amend(body);
  return { ...reply, body: JSON.stringify(body) };
}

/** The same call with another body. */
export function withBody(call: Call, body: JsonObject): Call {
  return { ...call, body: Buffer.from(JSON.stringify(body)) };
}

export function jsonObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function jsonList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function jsonText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

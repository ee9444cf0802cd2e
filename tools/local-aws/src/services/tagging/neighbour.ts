import type { Call, Reply } from '../../gateway/call';
import { jsonObject, type Json, type JsonObject } from '../../protocols/json';

/**
 * A call of the same caller to another service, in the form for moto: moto distinguishes services by their signing
 * name.
 */
export function callTo(service: string, call: Call, parts: Pick<Call, 'method' | 'path'> & Partial<Call>): Call {
  const host = `${service}.${call.region}.amazonaws.com`;
  const scope = `${call.accessKeyId}/20200101/${call.region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const bare = { query: new URLSearchParams(), body: Buffer.alloc(0), pathParameters: {} };
  return { ...call, ...bare, ...parts, service, headers: { host, authorization, ...parts.headers } };
}

/** The same for a JSON service's action. */
export function actionOf(service: string, target: string, call: Call, fields: JsonObject): Call {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return callTo(service, call, { method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(fields)) });
}

/** Returns the body of an answer, or an empty object if the call was refused. */
export function answerOf({ status, body }: Reply): JsonObject {
  return status === 200 ? jsonObject(JSON.parse(body.toString()) as Json) : {};
}

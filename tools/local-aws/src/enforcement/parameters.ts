import { gunzipSync } from 'node:zlib';
import { cbor } from '@smithy/core/cbor';
import type { Call } from '../gateway/call';
import { CALL_LIMIT } from '../gateway/body-limits';
import { isForm, type Asked } from '../gateway/operation';
import { jsonParameters } from '../protocols/json';
import { queryParameters } from '../protocols/query';

/** The parameters of a call of an RPC service, in any of its protocols. */
export interface Parameters {
  /** `PutMetricData`, or `METHOD /path` of a REST service. */
  readonly action: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Reads action and fields (Smithy: awsQuery, awsJson1_x, rpcv2Cbor; bodies may be compressed, Smithy requestCompression). */
export function parametersOf(call: Call, asked: Asked): Parameters {
  const body =
    call.headers['content-encoding'] === 'gzip' ? gunzipSync(call.body, { maxOutputLength: CALL_LIMIT }) : call.body;
  if (call.headers['smithy-protocol'] === 'rpc-v2-cbor') {
    const action = call.path.slice(call.path.lastIndexOf('/') + 1);
    return { action, fields: cbor.deserialize(body) as Record<string, unknown> };
  }
  const action = asked.name;
  if (call.headers['x-amz-target'] !== undefined) {
    return { action, fields: jsonParameters({ body }) };
  }
  if (isForm(call.headers['content-type'])) return { action, fields: queryParameters(body) };
  return { action, fields: queryParameters(call.query.toString()) };
}

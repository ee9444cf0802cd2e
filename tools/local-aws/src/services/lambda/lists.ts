import type { Call, Operation } from '../../gateway/call';
import { pageOf } from '../../lists/pages';
import { AwsFailure } from '../../protocols/failure';
import { jsonReply, type JsonObject } from '../../protocols/json';

/** A page of a list of Lambda (API reference: ListFunctions, Marker and MaxItems, with 50 as the maximum). */
export function listed(name: string, call: Call, all: readonly JsonObject[]): ReturnType<typeof jsonReply> {
  const size = call.query.get('MaxItems') ?? '';
  if (size !== '' && !(Number.isInteger(Number(size)) && Number(size) >= 1)) throw invalid('maxItems', size);
  const asked = [call.account, call.region, call.path];
  const { items, next } = pageOf(
    all,
    asked,
    size === '' ? '' : String(Math.min(50, Number(size))),
    call.query.get('Marker') ?? '',
  );
  return jsonReply({ [name]: [...items], ...(next !== undefined && { NextMarker: next }) });
}

/** Removes the members that GetFunction returns, but ListFunctions does not return (API reference: ListFunctions). */
const inShort = (configuration: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(configuration).filter(([name]) => !['State', 'LastUpdateStatus'].includes(name)));

/** ListFunctions. No function here is a replica of Lambda@Edge, and none has a version besides the latest. */
export const functionList =
  (all: (call: Call) => readonly JsonObject[]): Operation =>
  (call) => {
    const [master, version] = [call.query.get('MasterRegion'), call.query.get('FunctionVersion')];
    if (version !== null && version !== 'ALL') throw invalid('functionVersion', version);
    if (master !== null && version === null) {
      throw new AwsFailure('InvalidParameterValueException', 'FunctionVersion must be ALL where MasterRegion is set.');
    }
    return listed('Functions', call, master === null ? all(call).map(inShort) : []);
  };

const invalid = (name: string, value: string) =>
  new AwsFailure('InvalidParameterValueException', `Value '${value}' at '${name}' is invalid.`);

import type { Call } from '../../gateway/call';
import { jsonObject, jsonParameters, type Json, type JsonObject } from '../../protocols/json';
import { queryParameters } from '../../protocols/query';
import { AwsFailure } from '../../protocols/failure';
import { element, list, type Xml } from '../../protocols/xml';

/** The parameters of a call, from a JSON body or from a form. Numbered members of a form (`Name.member.1`) become a list. */
export function fieldsOf(call: Call): JsonObject {
  if (call.headers['x-amz-target'] !== undefined) return jsonParameters(call);
  return jsonObject(plain(queryParameters(call.body)));
}

function plain(value: Xml | undefined): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return value ?? null;
  const { member } = value;
  if (member !== undefined) return list(member).map(plain);
  return Object.fromEntries(Object.entries(element(value)).map(([name, inner]) => [name, plain(inner)]));
}

/** A refusal of numbers outside a range; an absent one is in any range. */
export function inRange(
  value: Json | undefined,
  from: number,
  to: number,
  refusal: (value: string) => AwsFailure,
): void {
  if (value === undefined || value === null || value === '') return;
  const number = Number(value);
  if (Number.isFinite(number) && number >= from && number <= to) return;
  throw refusal(String(value));
}

import type { Call, Forward, Operation, Reply } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';
import {
  amendJsonReply,
  jsonList,
  jsonObject,
  jsonParameters,
  jsonReply,
  jsonText,
  type Json,
  type JsonObject,
} from '../protocols/json';
import { areAsked, isAsked, type Alarm } from './monitoring-asked';
import { element, list, parseXml, text, type XmlElement } from '../protocols/xml';
import { callTo } from './tagging/neighbour';

/** True if a call is in the JSON protocol (Smithy: awsJson1_0), which CloudWatch accepts as well as forms. */
export function speaksJson(call: Call): boolean {
  return call.headers['x-amz-target'] !== undefined;
}

/**
 * moto's alarms on metrics, and the alarms on alarms, as far as the call selects them (API reference: DescribeAlarms).
 */
export async function describeInJson(call: Call, moto: Forward, composite: readonly XmlElement[]): Promise<Reply> {
  const request = jsonParameters(call);
  const asked = {
    types: jsonList(request['AlarmTypes']).map(jsonText),
    names: jsonList(request['AlarmNames']).map(jsonText),
    prefix: jsonText(request['AlarmNamePrefix']),
    actionPrefix: jsonText(request['ActionPrefix']),
    state: jsonText(request['StateValue']),
  };
  const chosen = (type: 'MetricAlarm' | 'CompositeAlarm', alarms: readonly Json[]) =>
    areAsked(asked, type) ? alarms.filter((alarm) => isAsked(asked, plain(jsonObject(alarm)))) : [];
  const reply = await moto(call);
  return amendJsonReply(reply, (body) => {
    body['MetricAlarms'] = chosen('MetricAlarm', jsonList(body['MetricAlarms']));
    body['CompositeAlarms'] = chosen('CompositeAlarm', composite.map(alarmInJson));
  });
}

/**
 * A change in JSON, converted to the equivalent form: these actions answer without data.
 * @param run answers the form, or passes it on to moto
 */
export async function writtenInJson(action: string, run: Operation, call: Call, moto: Forward): Promise<Reply> {
  const form = new URLSearchParams({ Action: action, Version: '2010-08-01' });
  for (const [name, value] of Object.entries(jsonParameters(call))) addTo(form, name, value ?? null);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = Buffer.from(form.toString());
  let refused: Reply | undefined;
  const asForm: Forward = async (forwarded) => {
    const reply = await moto(forwarded);
    if (reply.status !== 200) refused = reply;
    return reply;
  };
  await run(callTo('monitoring', call, { method: 'POST', path: '/', headers, body }), asForm);
  if (!refused) return jsonReply();
  const error = element(element(parseXml(refused.body.toString())['ErrorResponse'])['Error']);
  throw new AwsFailure(text(error['Code']), text(error['Message']), refused.status);
}

function addTo(form: URLSearchParams, name: string, value: Json): void {
  if (Array.isArray(value)) value.forEach((one, index) => addTo(form, `${name}.member.${index + 1}`, one));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) addTo(form, `${name}.${key}`, inner ?? null);
  } else if (value !== null) form.set(name, String(value));
}

const plain = (alarm: JsonObject): Alarm => ({
  name: jsonText(alarm['AlarmName']),
  state: jsonText(alarm['StateValue']),
  actions: jsonList(alarm['AlarmActions']).map(jsonText),
});

/** The ARN in a call about tags. */
export function targetInJson(call: Call): string {
  return jsonText(jsonParameters(call)['ResourceARN']);
}

export function tagsInJson(tags: ReadonlyMap<string, string>): Reply {
  return jsonReply({ Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) });
}

function alarmInJson(shown: XmlElement): JsonObject {
  const fields = Object.entries(shown).map(([name, value]): [string, Json] => {
    if (name.endsWith('Actions')) return [name, list(element(value)['member']).map(text)];
    if (name === 'ActionsEnabled') return [name, value === 'true'];
    if (name.endsWith('Period')) return [name, Number(value)];
    if (name.endsWith('Timestamp')) return [name, Date.parse(text(value)) / 1000];
    return [name, text(value)];
  });
  return Object.fromEntries(fields);
}

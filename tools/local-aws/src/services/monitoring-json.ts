import type { Call, Forward, Reply } from '../gateway/call';
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
import { element, list, text, type XmlElement } from '../protocols/xml';

/** Whether a call is in the JSON protocol (Smithy: awsJson1_0), which CloudWatch understands as well as forms. */
export function speaksJson(call: Call): boolean {
  return call.headers['x-amz-target'] !== undefined;
}

/** moto's alarms on metrics, and the alarms on alarms, as far as they are asked for (API reference: DescribeAlarms). */
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

const plain = (alarm: JsonObject): Alarm => ({
  name: jsonText(alarm['AlarmName']),
  state: jsonText(alarm['StateValue']),
  actions: jsonList(alarm['AlarmActions']).map(jsonText),
});

/** The ARN that a call about tags names. */
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

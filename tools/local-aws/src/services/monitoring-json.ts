import type { Call, Forward, Reply } from '../gateway/call';
import {
  amendJsonReply,
  jsonList,
  jsonParameters,
  jsonReply,
  jsonText,
  type Json,
  type JsonObject,
} from '../protocols/json';
import { element, list, text, type XmlElement } from '../protocols/xml';

/** Whether a call is in the JSON protocol (Smithy: awsJson1_0), which CloudWatch understands as well as forms. */
export function speaksJson(call: Call): boolean {
  return call.headers['x-amz-target'] !== undefined;
}

/** moto's alarms on metrics, and the alarms on alarms, as far as they are asked for (API reference: DescribeAlarms). */
export async function describeInJson(call: Call, moto: Forward, composite: readonly XmlElement[]): Promise<Reply> {
  const request = jsonParameters(call);
  const types = jsonList(request['AlarmTypes']);
  const names = jsonList(request['AlarmNames']);
  const prefix = jsonText(request['AlarmNamePrefix']);
  const reply = await moto(call);
  return amendJsonReply(reply, (body) => {
    // Without AlarmTypes only metric alarms are meant.
    if (types.length > 0 && !types.includes('MetricAlarm')) body['MetricAlarms'] = [];
    const found = composite.filter(({ AlarmName }) => {
      return (names.length === 0 || names.includes(text(AlarmName))) && text(AlarmName).startsWith(prefix);
    });
    body['CompositeAlarms'] = types.includes('CompositeAlarm') ? found.map(alarmInJson) : [];
  });
}

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

import type { Call, Forward } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';
import { element, list, parseXml, text, type XmlElement } from '../protocols/xml';
import { alarmRule, type AlarmState } from './alarm-rule';
import { callTo } from './tagging/neighbour';

/** Alarms on alarms, by name. */
type Composite = ReadonlyMap<string, { readonly shown: XmlElement }>;
type States = (alarm: string) => AlarmState | undefined;

/** A rule names alarms by name or ARN. */
const nameOf = (alarm: string) => alarm.replace(/^arn:aws:cloudwatch:[^:]*:\d*:alarm:/, '');

/**
 * Refuses a rule that is not valid, or that names an alarm that does not exist.
 * @throws ValidationError, in the words of CloudWatch
 */
export async function assertRule(rule: string, composite: Composite, call: Call, moto: Forward): Promise<void> {
  const { alarms } = alarmRule(rule);
  const stateOf = await states(composite, call, moto);
  const missing = alarms.filter((alarm) => stateOf(alarm) === undefined);
  if (missing.length === 0) return;
  throw new AwsFailure(
    'ValidationError',
    `Could not save the composite alarm as alarms [${missing.map(nameOf).join(', ')}] in the alarm rule do not exist`,
  );
}

/** Alarms on alarms as they are returned, each in the current state of its rule. */
export async function shownByRule(composite: Composite, call: Call, moto: Forward): Promise<XmlElement[]> {
  if (composite.size === 0) return [];
  const stateOf = await states(composite, call, moto);
  return [...composite].map(([name, { shown }]) => ({ ...shown, StateValue: stateOf(name) ?? 'OK' }));
}

async function states(composite: Composite, call: Call, moto: Forward): Promise<States> {
  const body = Buffer.from('Action=DescribeAlarms&Version=2010-08-01');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await moto(callTo('monitoring', call, { method: 'POST', path: '/', headers, body }));
  const answer = element(parseXml(reply.body.toString())['DescribeAlarmsResponse']);
  const metric = list(element(element(answer['DescribeAlarmsResult'])['MetricAlarms'])['member']).map(element);
  const ofMetrics = new Map(metric.map((one) => [text(one['AlarmName']), text(one['StateValue']) as AlarmState]));
  const stateOf = (alarm: string, above: readonly string[]): AlarmState | undefined => {
    const name = nameOf(alarm);
    const found = composite.get(name);
    // A rule can refer to its own alarm through other alarms. AWS refuses such a rule in PutCompositeAlarm.
    if (!found || above.includes(name)) return ofMetrics.get(name);
    const { holds } = alarmRule(text(found.shown['AlarmRule']));
    return holds((other) => stateOf(other, [...above, name])) ? 'ALARM' : 'OK';
  };
  return (alarm) => stateOf(alarm, []);
}

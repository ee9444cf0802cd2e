import type { Call, Operation, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { amendQueryReply, queryParameters, queryReply, withParameters } from '../protocols/query';
import { element, list, text, type XmlElement } from '../protocols/xml';
import { areAsked, isAsked, type Alarm, type AskedAlarms } from './monitoring-asked';
import { assertRule, shownByRule } from './monitoring-composite';
import { describeInJson, speaksJson, tagsInJson, targetInJson, writtenInJson } from './monitoring-json';

const NAMESPACE = 'http://monitoring.amazonaws.com/doc/2010-08-01/';
const AS_WRITTEN = [
  'ActionsEnabled',
  'ActionsSuppressor',
  'ActionsSuppressorExtensionPeriod',
  'ActionsSuppressorWaitPeriod',
  'AlarmActions',
  'AlarmDescription',
  'AlarmName',
  'AlarmRule',
  'InsufficientDataActions',
  'OKActions',
] as const;

interface CompositeAlarm {
  readonly shown: XmlElement;
  readonly tags: Map<string, string>;
}

/**
 * CloudWatch (query protocol, 2010-08-01) with composite alarms, which moto only stores, without a state. Newer SDKs
 * use JSON.
 */
export function monitoring(): Service {
  const store = new Store('monitoring/composite-alarms', () => new Map<string, CompositeAlarm>());
  const byArn = (call: Call) => {
    const arn = speaksJson(call) ? targetInJson(call) : text(queryParameters(call.body)['ResourceARN']);
    return [...store.of(call).values()].find(({ shown }) => shown['AlarmArn'] === arn);
  };
  const operations: Record<string, Operation> = {
    PutCompositeAlarm: async (call, moto) => {
      const form = queryParameters(call.body);
      const name = text(form['AlarmName']);
      await assertRule(text(form['AlarmRule']), store.of(call), call, moto);
      const shown: XmlElement = {
        AlarmArn: `arn:aws:cloudwatch:${call.region}:${call.account}:alarm:${name}`,
        StateValue: 'OK',
        AlarmConfigurationUpdatedTimestamp: new Date().toISOString(),
        ActionsEnabled: 'true',
      };
      for (const field of AS_WRITTEN) if (form[field] !== undefined) shown[field] = form[field];
      const tags = store.of(call).get(name)?.tags ?? tagsIn(form);
      store.of(call).set(name, { shown, tags });
      return queryReply('PutCompositeAlarm', NAMESPACE);
    },
    DescribeAlarms: async (call, moto) => {
      const composite = await shownByRule(store.of(call), call, moto);
      if (speaksJson(call)) return describeInJson(call, moto, composite);
      const asked = askedIn(queryParameters(call.body));
      const chosen = (type: 'MetricAlarm' | 'CompositeAlarm', alarms: readonly XmlElement[]) =>
        areAsked(asked, type) ? alarms.filter((alarm) => isAsked(asked, plain(alarm))) : [];
      const reply = await moto(call);
      return amendQueryReply(reply, 'DescribeAlarms', (result) => {
        const metric = list(element(result['MetricAlarms'])['member']).map(element);
        result['MetricAlarms'] = { member: chosen('MetricAlarm', metric) };
        result['CompositeAlarms'] = { member: chosen('CompositeAlarm', composite) };
      });
    },
    DeleteAlarms: async (call, moto) => {
      const names = list(element(queryParameters(call.body)['AlarmNames'])['member']).map(text);
      const composite = names.filter((name) => store.of(call).delete(name));
      const others = names.filter((name) => !composite.includes(name));
      if (others.length === 0) return queryReply('DeleteAlarms', NAMESPACE);
      return moto(
        withParameters(call, (form) => {
          for (const field of [...form.keys()]) if (field.startsWith('AlarmNames.')) form.delete(field);
          others.forEach((name, index) => form.set(`AlarmNames.member.${index + 1}`, name));
        }),
      );
    },
    ListTagsForResource: (call, moto) => {
      const alarm = byArn(call);
      if (!alarm) return moto(call);
      if (speaksJson(call)) return tagsInJson(alarm.tags);
      const member = [...alarm.tags].map(([Key, Value]) => ({ Key, Value }));
      return queryReply('ListTagsForResource', NAMESPACE, { Tags: { member } });
    },
    TagResource: (call, moto) => {
      const alarm = byArn(call);
      if (!alarm) return moto(call);
      for (const [key, value] of tagsIn(queryParameters(call.body))) alarm.tags.set(key, value);
      return queryReply('TagResource', NAMESPACE);
    },
    UntagResource: (call, moto) => {
      const alarm = byArn(call);
      if (!alarm) return moto(call);
      const keys = list(element(queryParameters(call.body)['TagKeys'])['member']);
      for (const key of keys) alarm.tags.delete(text(key));
      return queryReply('UntagResource', NAMESPACE);
    },
  };
  const readInJson = ['DescribeAlarms', 'ListTagsForResource'];
  const ours = Object.entries(operations).map(([action, run]): [string, Operation] => {
    if (readInJson.includes(action)) return [action, run];
    return [action, (call, moto) => (speaksJson(call) ? writtenInJson(action, run, call, moto) : run(call, moto))];
  });
  return { name: 'monitoring', operations: Object.fromEntries(ours) };
}

const askedIn = (form: XmlElement): AskedAlarms => ({
  types: list(element(form['AlarmTypes'])['member']).map(text),
  names: list(element(form['AlarmNames'])['member']).map(text),
  prefix: text(form['AlarmNamePrefix']),
  actionPrefix: text(form['ActionPrefix']),
  state: text(form['StateValue']),
});

const plain = (alarm: XmlElement): Alarm => ({
  name: text(alarm['AlarmName']),
  state: text(alarm['StateValue']),
  actions: list(element(alarm['AlarmActions'])['member']).map(text),
});

function tagsIn(form: XmlElement): Map<string, string> {
  const tags = list(element(form['Tags'])['member']).map(element);
  return new Map(tags.map((tag) => [text(tag['Key']), text(tag['Value'])]));
}

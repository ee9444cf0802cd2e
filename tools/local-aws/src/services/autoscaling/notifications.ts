import type { Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { queryParameters, queryReply } from '../../protocols/query';
import { element, list, text } from '../../protocols/xml';
import { NAMESPACE } from './namespace';

/** Notification configurations (API reference: PutNotificationConfiguration): one entry per group, topic and type. */
export function notifications(): Record<string, Operation> {
  const store = new Store('autoscaling/notifications', () => new Map<string, string[]>());
  const names = (call: Parameters<Operation>[0]) => {
    const form = queryParameters(call.body);
    return { form, key: `${text(form['AutoScalingGroupName'])} ${text(form['TopicARN'])}` };
  };
  return {
    PutNotificationConfiguration: (call) => {
      const { form, key } = names(call);
      store.of(call).set(key, list(element(form['NotificationTypes'])['member']).map(text));
      return queryReply('PutNotificationConfiguration', NAMESPACE);
    },
    DeleteNotificationConfiguration: (call) => {
      store.of(call).delete(names(call).key);
      return queryReply('DeleteNotificationConfiguration', NAMESPACE);
    },
    DescribeNotificationConfigurations: (call) => {
      const wanted = list(element(names(call).form['AutoScalingGroupNames'])['member']).map(text);
      const entries = [...store.of(call)].flatMap(([key, types]) => {
        const [group = '', topic = ''] = key.split(' ');
        if (wanted.length > 0 && !wanted.includes(group)) return [];
        return types.map((type) => ({ AutoScalingGroupName: group, TopicARN: topic, NotificationType: type }));
      });
      const result = { NotificationConfigurations: { member: entries } };
      return queryReply('DescribeNotificationConfigurations', NAMESPACE, result);
    },
  };
}

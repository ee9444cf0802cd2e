import { paginateDescribeNotificationConfigurations } from '@aws-sdk/client-auto-scaling';
import { ListTagsForResourceCommand as ListAlarmTags, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { ListRulesCommand, ListTagsForResourceCommand as ListRuleTags } from '@aws-sdk/client-eventbridge';
import { ListTagsForResourceCommand, paginateDescribeEventSubscriptions } from '@aws-sdk/client-rds';
import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../clients';
import { collect, filterAsync, type IsOurs } from './listing';

/** Alarms on metrics, and alarms on alarms. */
export async function alarms({ cloudWatch: client }: Pick<Clients, 'cloudWatch'>, isOurs: IsOurs): Promise<string[]> {
  const request = { AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
  const all = await collect(
    paginateDescribeAlarms({ client }, request),
    ({ MetricAlarms = [], CompositeAlarms = [] }) =>
      [...MetricAlarms, ...CompositeAlarms].map(({ AlarmArn, AlarmName }) => ({ AlarmArn, AlarmName })),
  );
  const ours = await filterAsync(all, async ({ AlarmArn }) =>
    isOurs((await client.send(new ListAlarmTags({ ResourceARN: AlarmArn }))).Tags),
  );
  return ours.map(({ AlarmName }) => `alarm ${AlarmName}`);
}

/** Rules of EventBridge: they send to queues and topics. */
export async function eventRules({ events }: Pick<Clients, 'events'>, isOurs: IsOurs): Promise<string[]> {
  const { Rules = [] } = await events.send(new ListRulesCommand({ Limit: 100 }));
  const ours = await filterAsync(Rules, async ({ Arn }) =>
    isOurs((await events.send(new ListRuleTags({ ResourceARN: Arn }))).Tags),
  );
  return ours.map(({ Name }) => `event rule ${Name}`);
}

/** Event subscriptions of databases and their parameter groups in RDS. */
export async function eventSubscriptions({ rds: client }: Pick<Clients, 'rds'>, isOurs: IsOurs): Promise<string[]> {
  const all = await collect(paginateDescribeEventSubscriptions({ client }, {}), (page) => page.EventSubscriptionsList);
  const ours = await filterAsync(all, async ({ EventSubscriptionArn }) => {
    return isOurs((await client.send(new ListTagsForResourceCommand({ ResourceName: EventSubscriptionArn }))).TagList);
  });
  return ours.map(({ CustSubscriptionId }) => `event subscription ${CustSubscriptionId}`);
}

/**
 * Notifications of auto scaling groups. They have no tags, and in AWS they are deleted with their group; the group's
 * name begins with the environment's.
 */
export async function scalingNotices(
  { autoScaling: client }: Pick<Clients, 'autoScaling'>,
  { name }: Environment,
): Promise<string[]> {
  const all = await collect(
    paginateDescribeNotificationConfigurations({ client }, {}),
    (page) => page.NotificationConfigurations,
  );
  return all
    .filter(({ AutoScalingGroupName }) => AutoScalingGroupName?.startsWith(`${name}-`))
    .map(({ AutoScalingGroupName, NotificationType }) => `notification ${AutoScalingGroupName} ${NotificationType}`);
}

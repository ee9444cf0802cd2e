import type { Session } from '../aws-target/session';
import type { Standing } from './standing';

/** The health of the resources of one kind, by AWS. */
export interface Health {
  /** The resources that were checked, for a person: `4 groups at their size`. */
  readonly text: string;
  /** Faults, which may disappear in time. */
  readonly faults: readonly string[];
}

/**
 * Queries AWS about the resources of an app, with the identity that deploys the app. Returns undefined if the app has
 * no resource of the kind.
 */
export type Look = (session: Session, standing: readonly Standing[]) => Promise<Health | undefined>;

const of = (standing: readonly Standing[], ...types: readonly Standing['type'][]) =>
  standing.filter(({ type }) => types.includes(type)).map(({ id }) => id);

/** `1 alarm`, `2 alarms` */
export const count = ({ length }: { readonly length: number }, what: string) =>
  `${length} ${what}${length === 1 ? '' : 's'}`;

/** Checks that each group has the desired number of healthy instances in service. */
export const groups: Look = async ({ clients }, standing) => {
  const AutoScalingGroupNames = of(standing, 'aws_autoscaling_group');
  if (AutoScalingGroupNames.length === 0) return undefined;
  const { AutoScalingClient, DescribeAutoScalingGroupsCommand } = await import('@aws-sdk/client-auto-scaling');
  const request = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames });
  const { AutoScalingGroups = [] } = await new AutoScalingClient(clients).send(request);
  const faults = AutoScalingGroupNames.flatMap((name) => {
    const group = AutoScalingGroups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === name);
    if (!group) return [`group ${name} does not exist`];
    const { Instances = [], DesiredCapacity = 0 } = group;
    const good = Instances.filter((one) => one.LifecycleState === 'InService' && one.HealthStatus === 'Healthy').length;
    return good === DesiredCapacity
      ? []
      : [`group ${name} has ${good} healthy instances in service, not ${DesiredCapacity}`];
  });
  return { text: `${count(AutoScalingGroupNames, 'group')} at size`, faults };
};

/** Checks that each target of each target group is healthy. A draining one does not count. */
export const targets: Look = async ({ clients }, standing) => {
  const arns = of(standing, 'aws_lb_target_group');
  if (arns.length === 0) return undefined;
  const { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } =
    await import('@aws-sdk/client-elastic-load-balancing-v2');
  const client = new ElasticLoadBalancingV2Client(clients);
  const asked = arns.map(async (TargetGroupArn) => {
    const { TargetHealthDescriptions = [] } = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    const name = TargetGroupArn.split('/')[1] ?? TargetGroupArn;
    return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State !== 'draining').map((one) => ({
      name: `target ${one.Target?.Id} of ${name}`,
      state: one.TargetHealth?.State,
      why: one.TargetHealth?.Description ?? one.TargetHealth?.Reason ?? '',
    }));
  });
  const all = (await Promise.all(asked)).flat();
  const faults = all
    .filter(({ state }) => state !== 'healthy')
    .map(({ name, state, why }) => `${name} is ${state}: ${why}`);
  return { text: `${count(all, 'target')} healthy`, faults };
};

/** The statuses in which a database serves its clients (RDS user guide, "Viewing Amazon RDS DB instance status"). */
const serving = ['available', 'backing-up', 'storage-optimization', 'storage-config-upgrade'];

export const databases: Look = async ({ clients }, standing) => {
  const names = of(standing, 'aws_db_instance');
  if (names.length === 0) return undefined;
  const { DescribeDBInstancesCommand, RDSClient } = await import('@aws-sdk/client-rds');
  const client = new RDSClient(clients);
  const faults = await Promise.all(
    names.map(async (DBInstanceIdentifier) => {
      const { DBInstances = [] } = await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
      const status = DBInstances[0]?.DBInstanceStatus;
      return serving.includes(status ?? '') ? [] : [`database ${DBInstanceIdentifier} is ${status}`];
    }),
  );
  return { text: `${count(names, 'database')} available`, faults: faults.flat() };
};

/** An alarm in the state ALARM. */
export interface Ringing {
  readonly arn: string;
  readonly name: string;
  readonly why: string;
}

/**
 * The number of names in one request: no more than one page of `DescribeAlarms` contains, whatever its default is (CloudWatch API reference: at most
 * 100).
 */
const NAMES = 50;

/** The alarms of an app that ring now. Alarms on CloudFront's metrics are in us-east-1. */
export async function ringing(
  { clients }: Pick<Session, 'clients'>,
  standing: readonly Standing[],
): Promise<Ringing[]> {
  const arns = of(standing, 'aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm');
  if (arns.length === 0) return [];
  const { CloudWatchClient, DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
  const found: Ringing[] = [];
  for (const region of new Set(arns.map(regionOf))) {
    const names = arns.filter((arn) => regionOf(arn) === region).map((arn) => arn.split(':alarm:')[1] ?? '');
    const client = new CloudWatchClient({ ...clients, region });
    for (let from = 0; from < names.length; from += NAMES) {
      const AlarmNames = names.slice(from, from + NAMES);
      const request = new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
      const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(request);
      for (const { AlarmArn, AlarmName, StateReason, StateValue } of [...MetricAlarms, ...CompositeAlarms]) {
        if (StateValue !== 'ALARM') continue;
        found.push({ arn: AlarmArn ?? '', name: AlarmName ?? '', why: StateReason ?? '' });
      }
    }
  }
  return found;
}

const regionOf = (arn: string) => arn.split(':')[3] ?? '';

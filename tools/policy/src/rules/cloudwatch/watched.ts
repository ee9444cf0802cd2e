import { blocks, type Resource, type World } from '@malinshopper/synthesized';

/** A metric that an alarm watches. */
interface Watched {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

const watched = (config: Readonly<Record<string, unknown>>): Watched => ({
  namespace: String(config['namespace']),
  metric: String(config['metric_name']),
  dimensions: (config['dimensions'] ?? {}) as Watched['dimensions'],
});

/** The metrics of an alarm: its own, or those in its expression. */
export function metricsOf({ config }: Resource): readonly Watched[] {
  const queries = blocks(config['metric_query']).flatMap(({ metric }) => blocks(metric));
  return [...(config['metric_name'] === undefined ? [] : [config]), ...queries].map(watched);
}

/** The attributes with the names that dimensions use, where AWS does not generate the value. */
const names = ['name', 'identifier', 'replication_group_id', 'cluster_identifier'];

/** The alarms on a metric of a resource. */
export function alarmsOn(subject: Resource, metric: string, world: World): readonly Resource[] {
  const own = names.flatMap((name) => (subject.config[name] === undefined ? [] : [String(subject.config[name])]));
  const isAbout = (alarm: Resource) =>
    metricsOf(alarm).some(
      (each) =>
        each.metric === metric &&
        (world.targets(each.dimensions, alarm.stack).includes(subject) ||
          Object.values(each.dimensions).some((value) => own.includes(String(world.resolve(value, alarm.stack))))),
    );
  return world.resources('aws_cloudwatch_metric_alarm').filter(isAbout);
}

/** The composite alarms that contain an alarm, and that may notify for it. */
export const composites = (alarm: Resource, world: World) => world.thatName(alarm, 'aws_cloudwatch_composite_alarm');

/** True if an alarm notifies a recipient when it goes off, also through a composite alarm. */
export function notifiesRecipient(alarm: Resource, world: World): boolean {
  const own = (alarm.config['alarm_actions'] ?? []) as unknown[];
  return own.length > 0 || composites(alarm, world).some((composite) => notifiesRecipient(composite, world));
}

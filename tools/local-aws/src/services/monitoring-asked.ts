/** The alarms that a call selects (API reference: DescribeAlarms). */
export interface AskedAlarms {
  readonly types: readonly string[];
  readonly names: readonly string[];
  readonly prefix: string;
  readonly actionPrefix: string;
  readonly state: string;
}

/** An alarm, in either protocol. */
export interface Alarm {
  readonly name: string;
  readonly state: string;
  readonly actions: readonly string[];
}

/** Returns true if an alarm matches all criteria. moto applies only one criterion, and ignores the rest. */
export function isAsked({ names, prefix, actionPrefix, state }: AskedAlarms, alarm: Alarm): boolean {
  return (
    (names.length === 0 || names.includes(alarm.name)) &&
    alarm.name.startsWith(prefix) &&
    (actionPrefix === '' || alarm.actions.some((action) => action.startsWith(actionPrefix))) &&
    (state === '' || alarm.state === state)
  );
}

/** Without types only alarms on metrics are selected (API reference: DescribeAlarms, AlarmTypes). */
export function areAsked({ types }: AskedAlarms, type: 'MetricAlarm' | 'CompositeAlarm'): boolean {
  return types.length === 0 ? type === 'MetricAlarm' : types.includes(type);
}

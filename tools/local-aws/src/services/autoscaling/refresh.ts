import type { Call, Forward, Operation } from '../../gateway/call';
import { amendQueryReply } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { callTo } from '../tagging/neighbour';
import { groupOf, idOf, instancesOf } from './group';
import { configure, type Configuration } from './refresh-configuration';

/** An instance refresh. */
export interface Refresh {
  /** As DescribeInstanceRefreshes shows it. */
  readonly shown: XmlElement;
  /** The instances that it has to replace. */
  readonly due: readonly string[];
  /** All instances at its beginning. */
  readonly present: readonly string[];
  /** The configuration of the group before; empty if the refresh sets none. */
  readonly previous: Configuration;
}

/** API reference, RefreshPreferences: Auto Scaling "waits one hour", and then the refresh fails. */
const patience = 3_600_000;

export const isActive = ({ shown }: Refresh) => shown['Status'] === 'InProgress';

/**
 * Continues a refresh as far as possible: to its end, unless an instance is protected from scale-in or in standby, and
 * the refresh has to wait for it (API reference: RefreshPreferences, ScaleInProtectedInstances and StandbyInstances).
 */
export async function goOn(refresh: Refresh, call: Call, moto: Forward, update: Operation): Promise<void> {
  const { shown } = refresh;
  const preferences = element(shown['Preferences']);
  const alarm = await alarmOf(preferences, call, moto);
  if (alarm) return fail(refresh, `The alarm ${alarm} is in the state ALARM.`, call, moto, update);
  const name = text(shown['AutoScalingGroupName']);
  const members = instancesOf(await groupOf(name, call, moto)).filter((one) => refresh.due.includes(idOf(one)));
  const [isProtected, isStandby] = [
    ({ ProtectedFromScaleIn }: XmlElement) => text(ProtectedFromScaleIn) === 'true',
    ({ LifecycleState }: XmlElement) => text(LifecycleState) === 'Standby',
  ];
  const wish = (one: XmlElement) =>
    isStandby(one)
      ? text(preferences['StandbyInstances']) || 'Wait'
      : isProtected(one)
        ? text(preferences['ScaleInProtectedInstances']) || 'Wait'
        : 'Refresh';
  await end(members.filter((one) => ['Refresh', 'Terminate'].includes(wish(one))).map(idOf), call, moto);
  const waiting = members.filter((one) => wish(one) === 'Wait');
  const group = await groupOf(name, call, moto);
  // The group can have been made smaller meanwhile.
  if (instancesOf(group).length < Math.min(refresh.present.length, Number(text(group['DesiredCapacity'])))) {
    return fail(refresh, 'Instances failed to launch: see the activities of the group.', call, moto, update);
  }
  if (waiting.length === 0) {
    Object.assign(shown, { Status: 'Successful', PercentageComplete: '100', InstancesToUpdate: '0' });
    shown['EndTime'] = new Date().toISOString();
    delete shown['StatusReason'];
    return;
  }
  const what = waiting.some(isStandby) ? 'in Standby' : 'protected from scale-in';
  if (Date.now() - Date.parse(text(shown['StartTime'])) > patience) {
    return fail(refresh, `Instances were ${what} for an hour.`, call, moto, update);
  }
  const done = refresh.due.length - waiting.length;
  Object.assign(shown, {
    InstancesToUpdate: String(waiting.length),
    PercentageComplete: String(Math.floor((100 * done) / refresh.due.length)),
    StatusReason: `Waiting for instances that are ${what}: ${waiting.map(idOf).join(', ')}`,
  });
}

/** A refresh that fails is rolled back, if that is configured (API reference: RefreshPreferences, AutoRollback). */
async function fail(refresh: Refresh, reason: string, call: Call, moto: Forward, update: Operation): Promise<void> {
  if (text(element(refresh.shown['Preferences'])['AutoRollback']) === 'true') {
    return rollBack(refresh, reason, call, moto, update);
  }
  Object.assign(refresh.shown, { Status: 'Failed', StatusReason: reason, EndTime: new Date().toISOString() });
}

/**
 * Restores the previous configuration of the group, and replaces the instances that the refresh has made (API
 * reference: RollbackInstanceRefresh).
 */
export async function rollBack(
  refresh: Refresh,
  reason: string,
  call: Call,
  moto: Forward,
  update: Operation,
): Promise<void> {
  const { shown, present, previous } = refresh;
  const name = text(shown['AutoScalingGroupName']);
  await configure(name, previous, call, moto, update);
  const made = instancesOf(await groupOf(name, call, moto)).filter((one) => !present.includes(idOf(one)));
  await end(made.map(idOf), call, moto);
  const now = new Date().toISOString();
  shown['RollbackDetails'] = {
    RollbackReason: reason,
    RollbackStartTime: now,
    PercentageCompleteOnRollback: text(shown['PercentageComplete']) || '0',
    InstancesToUpdateOnRollback: String(made.length),
  };
  Object.assign(shown, { Status: 'RollbackSuccessful', StatusReason: reason, EndTime: now });
}

/** The first of the refresh's alarms that is in ALARM (Auto Scaling user guide, "Start an instance refresh with auto rollback"). */
async function alarmOf(preferences: XmlElement, call: Call, moto: Forward): Promise<string | undefined> {
  const names = list(element(element(preferences['AlarmSpecification'])['Alarms'])['member']).map(text);
  if (names.length === 0) return undefined;
  const form = { Action: 'DescribeAlarms', Version: '2010-08-01', StateValue: 'ALARM' };
  const reply = await asked('monitoring', form, call, moto);
  let ringing: string[] = [];
  amendQueryReply(reply, 'DescribeAlarms', (result) => {
    const all = list(element(result['MetricAlarms'])['member']).map(element);
    ringing = all.filter(({ StateValue }) => text(StateValue) === 'ALARM').map(({ AlarmName }) => text(AlarmName));
  });
  return names.find((name) => ringing.includes(name));
}

/**
 * Ends instances one after another. moto's group launches a successor of each, and registers it with its target groups.
 * Termination protection of an instance stops a user, and not Auto Scaling (EC2 user guide, "Change instance
 * termination protection").
 */
async function end(ids: readonly string[], call: Call, moto: Forward): Promise<void> {
  const version = { Version: '2016-11-15' };
  for (const id of ids) {
    const free = { ...version, InstanceId: id, 'DisableApiTermination.Value': 'false' };
    await asked('ec2', { Action: 'ModifyInstanceAttribute', ...free }, call, moto);
    await asked('ec2', { Action: 'TerminateInstances', ...version, 'InstanceId.1': id }, call, moto);
  }
}

function asked(service: string, form: Record<string, string>, call: Call, moto: Forward) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = Buffer.from(new URLSearchParams(form).toString());
  return moto(callTo(service, call, { method: 'POST', path: '/', headers, body }));
}

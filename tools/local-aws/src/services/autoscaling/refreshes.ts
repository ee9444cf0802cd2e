import { randomUUID } from 'node:crypto';
import type { Call, Forward, Operation, Reply } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { amendQueryReply, queryParameters, queryReply } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { callTo } from '../tagging/neighbour';
import { NAMESPACE } from './namespace';

/** A refresh with a rollback says what the group is to have (API reference: RefreshPreferences, AutoRollback). */
const NO_CONFIGURATION =
  'The AutoRollback parameter cannot be set to true when the DesiredConfiguration parameter is empty';

/**
 * Instance refreshes, which moto does not know (API reference: StartInstanceRefresh): each instance of the group is ended, and the group
 * launches another by its template. Here that takes no time, so that a refresh has ended when it is answered, and there is none to cancel.
 * @param update UpdateAutoScalingGroup: "the desired configuration" becomes the group's own
 */
export function refreshes(update: Operation): Record<string, Operation> {
  const store = new Store('autoscaling/refreshes', () => [] as XmlElement[]);
  return {
    StartInstanceRefresh: async (call, moto) => {
      const form = queryParameters(call.body);
      const preferences = element(form['Preferences']);
      const desired = element(form['DesiredConfiguration']);
      if (text(preferences['AutoRollback']) === 'true' && Object.keys(desired).length === 0) {
        throw new AwsFailure('ValidationError', NO_CONFIGURATION);
      }
      const name = text(form['AutoScalingGroupName']);
      const start = new Date().toISOString();
      const refused = await configured(call, moto, update);
      if (refused) return refused;
      const group = await groupOf(name, call, moto);
      const skipsMatching = text(preferences['SkipMatching']) === 'true';
      const due = instancesOf(group).filter((instance) => !skipsMatching || !matches(instance, group));
      const failed = await endInTurn(due, call, moto);
      if (failed) return failed;
      const refresh: XmlElement = {
        InstanceRefreshId: randomUUID(),
        AutoScalingGroupName: name,
        StartTime: start,
        EndTime: new Date().toISOString(),
        Status: 'Successful',
        PercentageComplete: '100',
        InstancesToUpdate: '0',
      };
      for (const field of ['Preferences', 'DesiredConfiguration']) {
        if (form[field] !== undefined) refresh[field] = form[field];
      }
      store.of(call).unshift(refresh);
      return queryReply('StartInstanceRefresh', NAMESPACE, { InstanceRefreshId: refresh['InstanceRefreshId'] });
    },
    DescribeInstanceRefreshes: async (call, moto) => {
      const form = queryParameters(call.body);
      const ids = list(element(form['InstanceRefreshIds'])['member']).map(text);
      const name = text(form['AutoScalingGroupName']);
      await groupOf(name, call, moto);
      const found = store.of(call).filter((refresh) => {
        const wanted = ids.length === 0 || ids.includes(text(refresh['InstanceRefreshId']));
        return wanted && refresh['AutoScalingGroupName'] === name;
      });
      return queryReply('DescribeInstanceRefreshes', NAMESPACE, { InstanceRefreshes: { member: found } });
    },
    CancelInstanceRefresh: (call) => {
      const name = text(queryParameters(call.body)['AutoScalingGroupName']);
      throw new AwsFailure(
        'ActiveInstanceRefreshNotFound',
        `No in progress or pending Instance Refresh found for Auto Scaling group ${name}`,
      );
    },
  };
}

/**
 * Gives the group the configuration that the refresh is to bring.
 * @returns the refusal, if it is refused
 */
async function configured(call: Call, moto: Forward, update: Operation): Promise<Reply | undefined> {
  const body = new URLSearchParams({ Action: 'UpdateAutoScalingGroup', Version: '2011-01-01' });
  const prefix = 'DesiredConfiguration.';
  for (const [name, value] of new URLSearchParams(call.body.toString())) {
    if (name === 'AutoScalingGroupName') body.set(name, value);
    if (name.startsWith(prefix)) body.set(name.slice(prefix.length), value);
  }
  if (body.size === 3) return undefined;
  const reply = await update({ ...call, body: Buffer.from(body.toString()) }, moto);
  return reply.status === 200 ? undefined : reply;
}

async function groupOf(name: string, call: Call, moto: Forward): Promise<XmlElement> {
  const form = { Action: 'DescribeAutoScalingGroups', Version: '2011-01-01', 'AutoScalingGroupNames.member.1': name };
  const reply = await moto({ ...call, body: Buffer.from(new URLSearchParams(form).toString()) });
  let group: XmlElement | undefined;
  amendQueryReply(reply, 'DescribeAutoScalingGroups', (result) => {
    [group] = list(element(result['AutoScalingGroups'])['member']).map(element);
  });
  if (group) return group;
  throw new AwsFailure('ValidationError', `AutoScalingGroup name not found - AutoScalingGroup ${name} not found`);
}

const instancesOf = (group: XmlElement) => list(element(group['Instances'])['member']).map(element);

/** Whether an instance was launched by the very template that its group has (API reference: RefreshPreferences, SkipMatching). */
function matches(instance: XmlElement, group: XmlElement): boolean {
  const policy = element(element(group['MixedInstancesPolicy'])['LaunchTemplate'])['LaunchTemplateSpecification'];
  const [has, wanted] = [element(instance['LaunchTemplate']), element(policy ?? group['LaunchTemplate'])];
  return ['LaunchTemplateId', 'Version'].every((field) => text(has[field]) === text(wanted[field]));
}

/**
 * Ends instances one after another. moto's group launches a successor of each, and registers it with its target groups.
 * @returns EC2's refusal of the first that it does not end, as of one that is protected from termination (an Auto Scaling group of AWS ends it)
 */
async function endInTurn(instances: readonly XmlElement[], call: Call, moto: Forward): Promise<Reply | undefined> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const instance of instances) {
    const form = { Action: 'TerminateInstances', Version: '2016-11-15', 'InstanceId.1': text(instance['InstanceId']) };
    const body = Buffer.from(new URLSearchParams(form).toString());
    const reply = await moto(callTo('ec2', call, { method: 'POST', path: '/', headers, body }));
    if (reply.status !== 200) return reply;
  }
  return undefined;
}

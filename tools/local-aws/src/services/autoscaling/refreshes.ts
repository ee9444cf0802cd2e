import { randomUUID } from 'node:crypto';
import type { Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters, queryReply } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { NAMESPACE } from './namespace';

/** Instance refreshes (API reference: StartInstanceRefresh). moto's instances have no content, so one succeeds at once. */
export function refreshes(): Record<string, Operation> {
  const store = new Store('autoscaling/refreshes', () => [] as XmlElement[]);
  return {
    StartInstanceRefresh: (call) => {
      const form = queryParameters(call.body);
      const now = new Date().toISOString();
      const refresh: XmlElement = {
        InstanceRefreshId: randomUUID(),
        AutoScalingGroupName: text(form['AutoScalingGroupName']),
        Status: 'Successful',
        StartTime: now,
        EndTime: now,
        PercentageComplete: '100',
        InstancesToUpdate: '0',
      };
      for (const field of ['Preferences', 'DesiredConfiguration']) {
        if (form[field] !== undefined) refresh[field] = form[field];
      }
      store.of(call).unshift(refresh);
      return queryReply('StartInstanceRefresh', NAMESPACE, { InstanceRefreshId: refresh['InstanceRefreshId'] });
    },
    DescribeInstanceRefreshes: (call) => {
      const form = queryParameters(call.body);
      const ids = list(element(form['InstanceRefreshIds'])['member']).map(text);
      const name = text(form['AutoScalingGroupName']);
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

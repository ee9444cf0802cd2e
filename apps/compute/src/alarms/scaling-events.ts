import { AutoscalingNotification } from '@cdktf/provider-aws/lib/autoscaling-notification';
import type { Construct } from 'constructs';

const failures = ['EC2_INSTANCE_LAUNCH_ERROR', 'EC2_INSTANCE_TERMINATE_ERROR'];

/**
 * Notifies a topic of every instance that a group fails to launch or to terminate. Successes are in a log (`account`:
 * ScalingLog).
 */
export function scalingFailures(scope: Construct, id: string, groupName: string, topicArn: string): void {
  new AutoscalingNotification(scope, id, {
    groupNames: [groupName],
    notifications: failures.map((event) => `autoscaling:${event}`),
    topicArn,
  });
}

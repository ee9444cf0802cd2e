import { Alarm } from '@malinshopper/constructs';
import { isWriter, type Environment, type Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { unreadableMetric } from '../instance/content-mount';
import { isToldOfContent } from '../surroundings';

export interface ContentAlarmProps {
  readonly role: Role;
  readonly environment: Environment;
  readonly topicArn: string;
}

/**
 * Goes off when S3 refuses the content to a role that reads it through a mount. A writer has no such alarm: its job
 * fails, and with it the heartbeat.
 */
export function contentAlarm(scope: Construct, { role, environment, topicArn }: ContentAlarmProps): void {
  if (isWriter(environment.roles[role]) || isToldOfContent(role, environment)) return;
  new Alarm(scope, 'content', {
    ...unreadableMetric(environment, role),
    name: resourceName('alarm', environment.name, `${role}-content`),
    description:
      'S3 refuses the shared content to web servers that have it mounted: check the policies of their role, of the ' +
      `content bucket and of its key, and the streams system and s3fs of the log group of ${role}`,
    statistic: 'Sum',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    evaluationPeriods: 3,
    topicArn,
  });
}

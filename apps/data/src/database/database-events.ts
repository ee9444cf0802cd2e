import { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface DatabaseEventsProps {
  readonly environment: Environment;
  /** RDS's name of the server. */
  readonly identifier: string;
  readonly parameterGroupName: string;
  /** A topic that RDS may publish to. */
  readonly topicArn: string;
}

/**
 * Tells of what RDS does with the database server and of who changes its settings, which no metric shows (RDS user guide,
 * "Amazon RDS event categories and event messages"; FSBP RDS.20 to RDS.22).
 */
export class DatabaseEvents extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseEventsProps) {
    super(scope, id);
    const subscribe = (to: string, sourceType: string, eventCategories: string[], sourceIds?: string[]) =>
      new DbEventSubscription(this, to, {
        name: resourceName('eventSubscription', props.environment.name, 'database', to),
        snsTopic: props.topicArn,
        sourceType,
        sourceIds,
        eventCategories,
      });
    subscribe(
      'server',
      'db-instance',
      // Not what happens every night: backups, and what is made or deleted by a deploy that somebody follows.
      ['availability', 'configuration change', 'failover', 'failure', 'low storage', 'maintenance', 'recovery'],
      [props.identifier],
    );
    subscribe('settings', 'db-parameter-group', ['configuration change'], [props.parameterGroupName]);
    // Of the whole account: a server in a VPC has no such group, and it would be news if one were made.
    subscribe('security-groups', 'db-security-group', ['configuration change', 'failure']);
  }
}

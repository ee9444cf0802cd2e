import { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface DatabaseEventsProps {
  readonly environment: Environment;
  /** The identifier of the server in RDS. */
  readonly identifier: string;
  readonly parameterGroupName: string;
  /** A topic that RDS may publish to. */
  readonly topicArn: string;
}

/**
 * Notifies of RDS's actions on the database server and of changes of its settings, which no metric shows (RDS user
 * guide, "Amazon RDS event categories and event messages"; FSBP RDS.20 to RDS.22).
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
      // Without the events of every night (backup) and of a deploy (creation, deletion).
      ['availability', 'configuration change', 'failover', 'failure', 'low storage', 'maintenance', 'recovery'],
      [props.identifier],
    );
    subscribe('settings', 'db-parameter-group', ['configuration change'], [props.parameterGroupName]);
    // For all groups of the account. A server in a VPC has no such group, so an event would mean that one was created.
    subscribe('security-groups', 'db-security-group', ['configuration change', 'failure']);
  }
}

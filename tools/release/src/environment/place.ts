import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { EMRClient } from '@aws-sdk/client-emr';
import type { Environment } from '@malinshopper/environments';
import { chosenTarget, openSession, type Session } from '@malinshopper/terraform';
import { namesOf, type Names } from './names';

/** A destination of releases: an environment with its names, and its AWS session. */
export interface Place {
  readonly environment: Environment;
  readonly names: Names;
  readonly session: Session;
  readonly codeDeploy: CodeDeployClient;
  readonly autoScaling: AutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  readonly emr: EMRClient;
}

/**
 * Opens an environment for a command: names from the synthesis and verified access to its account, at the same time.
 * @param open the access to its account. @default - with the credentials of the person's own configuration
 * @throws Error if there are no credentials, or if they belong to another account
 */
export async function openPlace(
  environment: Environment,
  open: (environment: Environment) => Promise<Session> = (one) => openSession(chosenTarget(), one),
): Promise<Place> {
  const [session, names, { CodeDeployClient }, { AutoScalingClient }, { CloudWatchClient }, { EMRClient }] =
    await Promise.all([
      open(environment),
      namesOf(environment),
      import('@aws-sdk/client-codedeploy'),
      import('@aws-sdk/client-auto-scaling'),
      import('@aws-sdk/client-cloudwatch'),
      import('@aws-sdk/client-emr'),
    ]);
  const { clients } = session;
  return {
    environment,
    names,
    session,
    codeDeploy: new CodeDeployClient(clients),
    autoScaling: new AutoScalingClient(clients),
    cloudWatch: new CloudWatchClient(clients),
    emr: new EMRClient(clients),
  };
}

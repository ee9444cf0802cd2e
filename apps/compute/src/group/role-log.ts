import { LogGroup } from '@malinshopper/constructs';
import type { Role } from '@malinshopper/environments';
import type { Construct } from 'constructs';
import { logGroupName } from '../instance/agent-configuration';
import type { Surroundings } from '../surroundings';

/**
 * The log group of a role, on its own instances or a cluster. It is in the construct with the role's name, so that it
 * keeps its address in the state, and its events, when the job moves to a cluster or back.
 */
export function roleLog(scope: Construct, role: Role, { environment, network }: Surroundings): LogGroup {
  return new LogGroup(scope, 'log', {
    name: logGroupName(environment, role),
    retentionDays: environment.logRetentionDays,
    encryptionKeyArn: network.logKeyArn,
  });
}

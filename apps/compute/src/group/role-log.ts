import { LogGroup } from '@malinshopper/constructs';
import type { Role } from '@malinshopper/environments';
import type { Construct } from 'constructs';
import { logGroupName } from '../instance/agent-configuration';
import type { Surroundings } from '../surroundings';

/**
 * The log group of a role, wherever its job runs: made in the construct of the role's name, it keeps its address in the
 * state, and what is in it, when the job moves from the role's own instances to a cluster or back.
 */
export function roleLog(scope: Construct, role: Role, { environment, network }: Surroundings): LogGroup {
  return new LogGroup(scope, 'log', {
    name: logGroupName(environment, role),
    retentionDays: environment.logRetentionDays,
    encryptionKeyArn: network.logKeyArn,
  });
}

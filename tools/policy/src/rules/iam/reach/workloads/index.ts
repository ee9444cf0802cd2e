import type { Environment, Role } from '@malinshopper/environments';
import type { Reach } from '../reach';
import { clusters } from './clusters';
import { backups, usersJob } from './data';
import { instances } from './instances';
import { deployments } from './releases';
import { wordsOf, writesLog, type Words } from './words';

export { reachOfReleases } from './releases';

/** The upper limits of the roles of an app, by the service that assumes them. */
const byService: Readonly<
  Record<string, (words: Words, environment: Environment, roles: readonly Role[]) => readonly Reach[]>
> = {
  'account cloudtrail.amazonaws.com': ({ ofAccount, id }) => [
    {
      actions: writesLog,
      on: [ofAccount('logs', `log-group:/malinshopper/account/trail:log-stream:${id}_CloudTrail_*`)],
    },
  ],
  'network vpc-flow-logs.amazonaws.com': ({ log, name }) => [
    { actions: [...writesLog, 'logs:DescribeLogGroups'], on: log(`/malinshopper/${name}/flow-log`) },
  ],
  'data backup.amazonaws.com': backups,
  'data lambda.amazonaws.com': usersJob,
  // RDS user guide, "Setting up and enabling Enhanced Monitoring": RDS creates the log group.
  'data monitoring.rds.amazonaws.com': ({ regional }) => [
    {
      actions: [...writesLog, 'logs:CreateLogGroup', 'logs:GetLogEvents', 'logs:PutRetentionPolicy'],
      on: [regional('logs', 'log-group:RDSOSMetrics*')],
    },
  ],
  'compute ec2.amazonaws.com': instances,
  'compute elasticmapreduce.amazonaws.com': clusters,
  'delivery codedeploy.amazonaws.com': deployments,
};

/**
 * The upper limit of the permissions of an IAM role of an app, for a service with a row.
 * @param roles the roles of the environment that the instances with this IAM role have
 */
export const reachOfWorkload = (
  app: string,
  service: string,
  environment: Environment,
  roles: readonly Role[],
): readonly Reach[] | undefined => byService[`${app} ${service}`]?.(wordsOf(environment), environment, roles);

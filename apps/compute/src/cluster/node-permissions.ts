import type { PolicyStatement } from '@malinshopper/constructs';
import type { WorkerRole } from '@malinshopper/environments';
import { permissionsOf } from '../group/permissions';
import type { Surroundings } from '../surroundings';
import { useOfKey } from './service-permissions';

export interface NodePermissionsProps {
  readonly surroundings: Surroundings;
  /** The roles with jobs on the cluster, each with the ARN of its log group. */
  readonly logGroups: Readonly<Partial<Record<WorkerRole, string>>>;
  readonly logBucketArn: string;
  /** The key of disks and logs. */
  readonly keyArn: string;
}

/** The part of a worker's permissions that its job needs. EMR installs Hadoop and replaces nodes, not Auto Scaling. */
const ofTheJob = ['content', 'packages', 'database', 'observe', 'manage', 'sessions'];

/**
 * The permissions of the nodes of a cluster. They are the permissions of all workers with a job on the cluster, and the
 * permissions that EMR needs on a node (EMR management guide, "Service role for cluster EC2 instances").
 */
export function nodePermissions(props: NodePermissionsProps): Record<string, readonly PolicyStatement[]> {
  const { surroundings, logGroups } = props;
  const { environment, data } = surroundings;
  const { region } = environment;
  const workers = Object.entries(logGroups).map(([role, arn]) => permissionsOf(role as WorkerRole, surroundings, arn));
  const shared = ofTheJob.map((policy) => [policy, merged(workers.flatMap((worker) => worker[policy] ?? []))] as const);
  return {
    ...Object.fromEntries(shared),
    node: [
      {
        // To the cluster's log bucket and to EMR's own.
        Sid: 'WriteLogs',
        Action: 's3:PutObject',
        Resource: [`${props.logBucketArn}/*`, `arn:aws:s3:::aws157-logs-prod-${region}/*`],
      },
      // The cluster's certificates and its setup script.
      { Sid: 'OfTheCluster', Action: 's3:GetObject', Resource: `${data.packageBucketArn}/cluster/*` },
      { Sid: 'DisksAndLogs', Action: useOfKey, Resource: props.keyArn },
      {
        // The same buckets that the network's S3 endpoint allows.
        Sid: 'PackagesOfEmr',
        Action: 's3:GetObject',
        Resource: [`arn:aws:s3:::repo.${region}.emr.amazonaws.com/*`, `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`],
      },
    ],
  };
}

/**
 * Merges the statements of several roles: statements that differ only in their resources become one with all resources.
 */
function merged(statements: readonly PolicyStatement[]): PolicyStatement[] {
  const bySid = new Map<string, PolicyStatement[]>();
  for (const statement of statements) bySid.set(statement.Sid!, [...(bySid.get(statement.Sid!) ?? []), statement]);
  return [...bySid.values()].map((same) => {
    const resources = [...new Set(same.flatMap(({ Resource = [] }) => Resource))];
    return { ...same[0]!, Resource: resources.length === 1 ? resources[0]! : resources };
  });
}

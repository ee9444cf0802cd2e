import type { PolicyStatement } from '@malinshopper/constructs';
import type { WorkerRole } from '@malinshopper/environments';
import { permissionsOf } from '../group/permissions';
import type { Surroundings } from '../surroundings';
import { useOfKey } from './service-permissions';

export interface NodePermissionsProps {
  readonly surroundings: Surroundings;
  /** The roles whose jobs run here, each with the address of its log group. */
  readonly logGroups: Readonly<Partial<Record<WorkerRole, string>>>;
  readonly logBucketArn: string;
  /** The key of disks and logs. */
  readonly keyArn: string;
}

/** Of a worker's own permissions, what its job needs. EMR brings Hadoop, and looks after the nodes; not Auto Scaling. */
const ofTheJob = ['content', 'packages', 'database', 'observe', 'manage', 'sessions'];

/**
 * What the nodes of a cluster may do: what the workers may whose jobs run here, and not a prefix more; and what being a node
 * takes (EMR management guide, "Service role for cluster EC2 instances").
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
        // To our bucket, and to EMR's own.
        Sid: 'WriteLogs',
        Action: 's3:PutObject',
        Resource: [`${props.logBucketArn}/*`, `arn:aws:s3:::aws157-logs-prod-${region}/*`],
      },
      // Its certificates and its setup script.
      { Sid: 'OfTheCluster', Action: 's3:GetObject', Resource: `${data.packageBucketArn}/cluster/*` },
      { Sid: 'DisksAndLogs', Action: useOfKey, Resource: props.keyArn },
      {
        // The same buckets that the network's S3 endpoint lets through.
        Sid: 'PackagesOfEmr',
        Action: 's3:GetObject',
        Resource: [`arn:aws:s3:::repo.${region}.emr.amazonaws.com/*`, `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`],
      },
    ],
  };
}

/** Statements of several roles as one role's: those that differ only in their resources become one with all of them. */
function merged(statements: readonly PolicyStatement[]): PolicyStatement[] {
  const bySid = new Map<string, PolicyStatement[]>();
  for (const statement of statements) bySid.set(statement.Sid!, [...(bySid.get(statement.Sid!) ?? []), statement]);
  return [...bySid.values()].map((same) => {
    const resources = [...new Set(same.flatMap(({ Resource = [] }) => Resource))];
    return { ...same[0]!, Resource: resources.length === 1 ? resources[0]! : resources };
  });
}

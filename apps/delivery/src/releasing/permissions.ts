import type { PolicyStatement } from '@malinshopper/constructs';
import type { dataContract } from '@malinshopper/data/contract';
import { rolesOf, type Environment } from '@malinshopper/environments';
import { pace, type Compute } from '../deployment-group';
import { releasing } from './reach';

export interface ReleasePermissionsProps {
  readonly environment: Environment;
  readonly applicationName: string;
  readonly compute: Compute;
  readonly data: ReturnType<typeof dataContract.read>;
}

/**
 * The permissions to release to an environment, for the user of continuousphp and the role of GitHub jobs
 * (docs/adr/0017).
 */
export function releasePermissions(props: ReleasePermissionsProps): PolicyStatement[] {
  const { environment, applicationName, compute, data } = props;
  const { account, region } = environment;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account.id}:${resource}`;
  const isOnACluster = environment.hadoop.mode === 'cluster';
  const paces = [...new Set(rolesOf(environment).map((role) => pace(environment, role)))];
  return [
    ...releasing({
      account,
      region,
      bucketArn: data.packageBucketArn,
      key: { Resource: data.bucketKeyArn },
      application: applicationName,
    }),
    {
      Sid: 'Paces',
      Action: 'codedeploy:GetDeploymentConfig',
      Resource: paces.map((name) => arn('codedeploy', `deploymentconfig:${name}`)),
    },
    {
      // Service Authorization Reference: none of these supports resource-level permissions. AWS generates the id of a
      // deployment, and only a role that can list a group's deployments learns it.
      Sid: 'FollowAndStop',
      Action: [
        'autoscaling:DescribeAutoScalingGroups',
        'codedeploy:BatchGetDeploymentTargets',
        'codedeploy:GetDeploymentTarget',
        'codedeploy:ListDeploymentTargets',
        'codedeploy:StopDeployment',
        ...(isOnACluster ? ['elasticmapreduce:ListClusters'] : []),
      ],
      Resource: '*',
    },
    { Sid: 'LookAtAlarms', Action: 'cloudwatch:DescribeAlarms', Resource: arn('cloudwatch', 'alarm:*') },
    ...(isOnACluster
      ? [
          {
            Sid: 'Steps',
            Action: [
              'elasticmapreduce:AddJobFlowSteps',
              'elasticmapreduce:CancelSteps',
              'elasticmapreduce:DescribeStep',
              'elasticmapreduce:ListSteps',
            ],
            Resource: arn('elasticmapreduce', `cluster/${compute.clusterId}`),
          },
        ]
      : []),
  ];
}

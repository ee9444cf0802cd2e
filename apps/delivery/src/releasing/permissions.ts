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
 * What releases to an environment, whoever does it: a user of continuousphp or a role for jobs on GitHub
 * (docs/adr/0017-release-identities.md).
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
      // Service Authorization Reference: none of these knows resources. A deployment is known by an id that AWS makes up, and
      // only who may list those of a group finds it out.
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

import { rolesOf, type Environment } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { placesOf } from './addresses';

const call = (what: string, action: string, resource: string, context: Call['context'] = {}): Call => ({
  what,
  action,
  resource,
  context,
});

/** The AWS calls of a release to an environment. */
export function neededCalls(environment: Environment): Call[] {
  const at = placesOf(environment);
  const { name, kind, hadoop } = environment;
  const groups = rolesOf(environment);
  const paces = kind === 'production' ? ['HalfAtATime', 'OneAtATime'] : ['AllAtOnce'];
  return [
    ...reaching(environment),
    ...groups.map((role) => call(`deploy to ${role} of ${name}`, 'codedeploy:CreateDeployment', at.group(role))),
    ...groups.map((role) =>
      call(`read the revision of ${role} of ${name}`, 'codedeploy:GetDeploymentGroup', at.group(role)),
    ),
    ...paces.map((pace) =>
      call(
        `read the configuration ${pace}`,
        'codedeploy:GetDeploymentConfig',
        at.regional('codedeploy', `deploymentconfig:CodeDeployDefault.${pace}`),
      ),
    ),
    call('list the instances of a deployment', 'codedeploy:ListDeploymentTargets', '*'),
    call('follow all instances of a deployment', 'codedeploy:BatchGetDeploymentTargets', '*'),
    call('follow one of them', 'codedeploy:GetDeploymentTarget', '*'),
    call('stop a deployment', 'codedeploy:StopDeployment', '*'),
    call('list the instances', 'autoscaling:DescribeAutoScalingGroups', '*'),
    call(
      'read the state of the alarms',
      'cloudwatch:DescribeAlarms',
      at.regional('cloudwatch', `alarm:${name}-web-errors`),
    ),
    ...(hadoop.mode === 'cluster'
      ? [
          call('find the cluster', 'elasticmapreduce:ListClusters', '*'),
          call('install on the cluster', 'elasticmapreduce:AddJobFlowSteps', at.cluster),
          call('list the steps of the cluster', 'elasticmapreduce:ListSteps', at.cluster),
          call('follow a step', 'elasticmapreduce:DescribeStep', at.cluster),
          call('cancel a pending step', 'elasticmapreduce:CancelSteps', at.cluster),
        ]
      : []),
  ];
}

/** The calls on an environment's own bucket and application. */
export function reaching(environment: Environment): Call[] {
  const at = placesOf(environment);
  const { name } = environment;
  const revision = `${at.packages}/releases/0a1b2c.zip`;
  const ofApplication = {
    'codedeploy:RegisterApplicationRevision': 'register a revision',
    'codedeploy:GetApplicationRevision': 'read a revision',
    'codedeploy:ListApplicationRevisions': 'list revisions',
    'codedeploy:GetApplication': 'read the application',
    'codedeploy:ListDeploymentGroups': 'list the groups',
  };
  const ofGroups = {
    'codedeploy:CreateDeployment': 'deploy',
    'codedeploy:UpdateDeploymentGroup': 'give a deployment its alarms',
    'codedeploy:GetDeployment': 'read a deployment',
    'codedeploy:BatchGetDeployments': 'read several deployments',
    'codedeploy:ListDeployments': 'list deployments',
    'codedeploy:GetDeploymentGroup': 'find the last successful revision',
  };
  return [
    call(`upload a revision for ${name}`, 's3:PutObject', revision),
    call(`read a revision of ${name}, to promote it`, 's3:GetObject', revision),
    call(`give a revision of ${name} to the owner of the bucket`, 's3:PutObjectAcl', revision, {
      's3:x-amz-acl': 'bucket-owner-full-control',
    }),
    call(`encrypt a revision of ${name}`, 'kms:GenerateDataKey', at.key, at.keyContext()),
    call(`decrypt a revision of ${name}`, 'kms:Decrypt', at.key, at.keyContext()),
    ...Object.entries(ofApplication).map(([action, what]) => call(`${what} of ${name}`, action, at.application)),
    ...Object.entries(ofGroups).map(([action, what]) => call(`${what} in ${name}`, action, at.group('web'))),
  ];
}

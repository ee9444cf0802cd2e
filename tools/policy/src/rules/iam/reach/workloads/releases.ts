import { branchHost, branchPattern, rolesOf, type Environment } from '@malinshopper/environments';
import { demands, type Reach } from '../reach';
import { onAll, wordsOf, type Words } from './words';

/** The permissions of CodeDeploy's service role: those of the policy in the CodeDeploy user guide ("Create a service role"), limited to the Auto Scaling groups of this repository. */
export function deployments(
  { regional, accountKey, via, name, names }: Words,
  environment: Environment,
): readonly Reach[] {
  return [
    onAll('autoscaling:Describe*', 'ec2:DescribeInstance*', 'elasticloadbalancing:Describe*', 'tag:GetResources'),
    {
      actions: ['autoscaling:*Lifecycle*', 'autoscaling:ResumeProcesses', 'autoscaling:SuspendProcesses'],
      on: rolesOf(environment).map((role) =>
        regional('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${name}-${role}`),
      ),
    },
    {
      actions: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      on: names.map((each) => regional('elasticloadbalancing', `targetgroup/${each}-*/*`)),
    },
    { actions: ['cloudwatch:DescribeAlarms'], on: [regional('cloudwatch', 'alarm:*')] },
    { actions: ['sns:Publish'], on: [regional('sns', '*-delivery-alarms')] },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], on: accountKey('alarms/delivery/*'), where: [via('sns')] },
  ];
}

/**
 * The permissions of roles and users for releases. They reach one environment; on the host of the branches, they also
 * reach the branches (MAL_IAM_26 to MAL_IAM_28 judge them in detail).
 */
export function reachOfReleases(environment: Environment): readonly Reach[] {
  const { regional, bucket, key, via, name, id, region } = wordsOf(environment);
  const isHost = environment.kind === branchHost;
  const applications = [name, ...(isHost ? [branchPattern] : [])].map((each) => `${each}-malinshopper`);
  const packages = [
    bucket('packages', '/releases/*'),
    ...(isHost ? [`arn:aws:s3:::malinshopper-${branchPattern}-packages-${id}/releases/*`] : []),
  ];
  const ofBranches: readonly Reach[] = [
    {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      on: [`arn:aws:kms:${region}:${id}:key/*`],
      where: [via('s3'), demands('aws:ResourceTag/App', 'data'), demands('aws:ResourceTag/Environment', branchPattern)],
    },
  ];
  return [
    onAll(
      'autoscaling:Describe*',
      'codedeploy:BatchGet*',
      'codedeploy:Get*',
      'codedeploy:List*',
      'codedeploy:StopDeployment',
      'elasticmapreduce:ListClusters',
    ),
    {
      actions: [
        'codedeploy:Get*',
        'codedeploy:List*',
        'codedeploy:BatchGet*',
        'codedeploy:RegisterApplicationRevision',
      ],
      on: applications.map((each) => regional('codedeploy', `application:${each}`)),
    },
    {
      actions: [
        'codedeploy:BatchGet*',
        'codedeploy:CreateDeployment',
        'codedeploy:Get*',
        'codedeploy:List*',
        'codedeploy:UpdateDeploymentGroup',
      ],
      on: applications.map((each) => regional('codedeploy', `deploymentgroup:${each}/*`)),
    },
    {
      actions: ['codedeploy:GetDeploymentConfig'],
      on: [regional('codedeploy', 'deploymentconfig:CodeDeployDefault.*')],
    },
    { actions: ['cloudwatch:DescribeAlarms'], on: [regional('cloudwatch', 'alarm:*')] },
    {
      actions: [
        'elasticmapreduce:AddJobFlowSteps',
        'elasticmapreduce:CancelSteps',
        'elasticmapreduce:Describe*',
        'elasticmapreduce:List*',
      ],
      on: [regional('elasticmapreduce', `cluster/${name}-*`)],
    },
    { actions: ['s3:GetObject*', 's3:PutObject'], on: packages },
    {
      actions: ['s3:PutObjectAcl'],
      on: packages,
      where: [demands('s3:x-amz-acl', 'bucket-owner-full-control')],
    },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], on: key('data/content/*'), where: [via('s3')] },
    ...(isHost ? ofBranches : []),
  ];
}

import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { teamNames, type Account, type TeamName } from '@malinshopper/environments';
import { stateBucket, workloadBoundaryName } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { document, type Statement } from './statement';

/** What runs in an app's name may at most do this, by the team whose tag its role carries. */
const uses: Partial<Record<TeamName, readonly string[]>> = {
  // Enhanced monitoring needs no more than logs; the rest is for AWS Backup.
  data: [
    'backup:*',
    'backup-storage:*',
    'cloudwatch:GetMetricData',
    'events:*Rule',
    'events:*Rules',
    'events:*Targets',
    'events:ListTargetsByRule',
    'rds:*DBSnapshot*',
    'rds:AddTagsToResource',
    'rds:Describe*',
    'rds:ListTagsForResource',
    's3:Get*',
    's3:List*',
    's3:PutBucketNotification',
    's3:PutInventoryConfiguration',
    'tag:GetResources',
  ],
  // Instances, and clusters with what EMR does for them.
  compute: [
    'autoscaling:SetInstanceHealth',
    'cloudwatch:PutMetricData',
    'ec2:*LaunchTemplate*',
    'ec2:*NetworkInterface',
    'ec2:*SecurityGroupEgress',
    'ec2:*SecurityGroupIngress',
    'ec2:*Tags',
    'ec2:CreateFleet',
    'ec2:Describe*',
    'ec2:ModifyInstanceAttribute',
    'ec2:RunInstances',
    'ec2:TerminateInstances',
    'ec2messages:*',
    's3:AbortMultipartUpload',
    's3:DeleteObject',
    's3:GetObject*',
    's3:ListBucket',
    's3:PutObject',
    'secretsmanager:GetSecretValue',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:ReceiveMessage',
    'ssm:DescribeAssociation',
    'ssm:DescribeDocument',
    'ssm:GetDeployablePatchSnapshotForInstance',
    'ssm:GetDocument',
    'ssm:GetManifest',
    'ssm:List*',
    'ssm:Put*',
    'ssm:Update*',
    'ssmmessages:*',
  ],
  // CodeDeploy itself, and who releases.
  delivery: [
    'autoscaling:*Lifecycle*',
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:ResumeProcesses',
    'autoscaling:SuspendProcesses',
    'cloudwatch:DescribeAlarms',
    'codedeploy:BatchGet*',
    'codedeploy:CreateDeployment',
    'codedeploy:Get*',
    'codedeploy:List*',
    'codedeploy:RegisterApplicationRevision',
    'codedeploy:StopDeployment',
    'ec2:DescribeInstance*',
    'elasticloadbalancing:*Targets',
    'elasticloadbalancing:Describe*',
    'elasticmapreduce:*Step*',
    'elasticmapreduce:ListClusters',
    'sns:Publish',
    'tag:GetResources',
  ],
};

const useOfKeys = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/**
 * What the roles of apps may at most do: instances, clusters, and services of AWS that act for an app. Whoever deploys an app
 * makes its roles and says what they may do, but not beyond this, and not beyond their own team's part: they cannot give a role
 * another team's tag. None may change who may do what, or a key, or become another role, and none sees a state or the
 * trail.
 */
export function workloadBoundary(account: Account): Statement[] {
  const { id, region } = account;
  // States, the trail, and who read what.
  const kept = [stateBucket(account), `malinshopper-account-*-${id}`].map((bucket) => `arn:aws:s3:::${bucket}`);
  const here = { 'aws:RequestedRegion': region };
  const of = (team: string) => ({ StringEquals: { ...here, 'aws:PrincipalTag/Team': team } });
  return [
    {
      Sid: 'Logs',
      Action: [
        'logs:CreateLog*',
        'logs:DescribeLog*',
        'logs:GetLogEvents',
        'logs:PutLogEvents',
        'logs:PutRetentionPolicy',
      ],
      Resource: '*',
      Condition: { StringEquals: { ...here, 'aws:PrincipalTag/Team': [...teamNames] } },
    },
    ...Object.entries(uses).map(([team, Action]) => ({
      Sid: `${team[0]!.toUpperCase()}${team.slice(1)}`,
      Action,
      Resource: '*',
      Condition: of(team),
    })),
    {
      Sid: 'Packages',
      Action: ['s3:GetObject', 's3:PutObject', 's3:PutObjectAcl'],
      Resource: `arn:aws:s3:::malinshopper-*-packages-${id}/releases/*`,
      Condition: of('delivery'),
    },
    {
      Sid: 'UseOfKeys',
      Action: useOfKeys,
      Resource: `arn:aws:kms:${region}:${id}:key/*`,
      Condition: { StringEquals: { ...here, 'aws:PrincipalTag/Team': Object.keys(uses) } },
    },
    {
      Sid: 'KeysForVolumesAndSnapshots',
      Action: 'kms:CreateGrant',
      Resource: `arn:aws:kms:${region}:${id}:key/*`,
      Condition: {
        StringEquals: { ...here, 'aws:PrincipalTag/Team': ['compute', 'data'] },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    },
    // EMR starts the nodes of a cluster, which act as a role of their own; spot instances have a role of AWS's.
    {
      Sid: 'NodesOfClusters',
      Action: 'iam:PassRole',
      Resource: `arn:aws:iam::${id}:role/compute/*`,
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com', 'aws:PrincipalTag/Team': 'compute' } },
    },
    {
      Sid: 'SpotForTheFirstTime',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: `arn:aws:iam::${id}:role/aws-service-role/spot.amazonaws.com/*`,
      Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'compute' } },
    },
    {
      Sid: 'NothingOfTheAccount',
      Effect: 'Deny',
      Action: 's3:*',
      Resource: kept.flatMap((bucket) => [bucket, `${bucket}/*`]),
    },
  ];
}

/** The boundary itself, by the name that ServiceRole (libs/constructs) gives every role. */
export function workloadBoundaryPolicy(scope: Construct, account: Account): IamPolicy {
  return new IamPolicy(scope, 'workload-boundary', {
    name: workloadBoundaryName,
    path: '/account/',
    description: 'What the roles of apps may at most do',
    policy: document(...workloadBoundary(account)),
    lifecycle: { preventDestroy: true },
  });
}

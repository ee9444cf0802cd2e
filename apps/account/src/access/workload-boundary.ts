import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { teamNames, type Account, type TeamName } from '@malinshopper/environments';
import { stateBucket, workloadBoundaryName } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { noPathThatLooksLike } from './buckets';
import { eachRegion, regionIn } from './in-regions';
import { ownRoles } from './roles';
import { document, textLifecycle, type Statement } from './statement';
import { ownUsers } from './users';

/** What runs in an app's name may at most do this, by the team that makes its role. */
const uses = {
  // Enhanced monitoring needs no more than logs; the rest is what AWS Backup needs for a copy (apps/data/src/backup), and the job that
  // makes users on a database server (apps/data/src/users).
  data: [
    'backup:DescribeBackupVault',
    'backup:TagResource',
    'cloudwatch:GetMetricData',
    // The network interfaces of a function.
    'ec2:*NetworkInterface*',
    'ec2:*PrivateIpAddresses',
    'ec2:DescribeSubnets',
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
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
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
    // What AWS asks of who gives a deployment its alarms (apps/delivery/src/releasing/reach.ts).
    'codedeploy:UpdateDeploymentGroup',
    'ec2:DescribeInstance*',
    'elasticloadbalancing:*Targets',
    'elasticloadbalancing:Describe*',
    'elasticmapreduce:*Step*',
    'elasticmapreduce:ListClusters',
    'sns:Publish',
    'tag:GetResources',
  ],
} satisfies Partial<Record<TeamName, readonly string[]>>;
const teamsThatRun = Object.keys(uses) as (keyof typeof uses)[];

const useOfKeys = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/**
 * What the roles of apps may at most do: instances, clusters, and services of AWS that act for an app. Whoever deploys an app
 * makes its roles and says what they may do, but not beyond this, and not beyond their own team's part. Whose a role is says its
 * path, which nobody can change and nobody else may use. Its `Team` tag would not do: whoever assumes a role may say its tags
 * anew if the role's trust lets him (STS API reference, AssumeRole: session tags override those of the role), and who makes a
 * role writes its trust. None may change who may do what, or a key, or become another role, and none sees a state or the trail.
 */
export function workloadBoundary(account: Account): Statement[] {
  const { id } = account;
  // States, the trail, and who read what.
  const kept = [stateBucket(account), `malinshopper-account-*-${id}`].map((bucket) => `arn:aws:s3:::${bucket}`);
  const here = { StringEquals: { 'aws:RequestedRegion': eachRegion(account) } };
  const of = (...teams: readonly TeamName[]) => ({ ArnLike: { 'aws:PrincipalArn': identitiesOf(account, teams) } });
  const keys = `arn:aws:kms:${regionIn(account)}:${id}:key/*`;
  const packages = `arn:aws:s3:::malinshopper-*-packages-${id}`;
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
      Condition: { ...here, ...of(...teamNames) },
    },
    ...teamsThatRun.map((team) => ({
      Sid: `${team[0]!.toUpperCase()}${team.slice(1)}`,
      Action: uses[team],
      Resource: '*',
      Condition: { ...here, ...of(team) },
    })),
    {
      // Of the users of environments: the secret of a server's master user is called `rds!...`, and is none of these.
      Sid: 'Secrets',
      Action: 'secretsmanager:GetSecretValue',
      Resource: eachRegion(account, (region) => `arn:aws:secretsmanager:${region}:${id}:secret:malinshopper/*`),
      Condition: of('compute'),
    },
    {
      Sid: 'Packages',
      Action: ['s3:GetObject', 's3:PutObject', 's3:PutObjectAcl'],
      Resource: `${packages}/releases/*`,
      Condition: { ...here, ...of('delivery') },
    },
    {
      Sid: 'UseOfKeys',
      Action: useOfKeys,
      Resource: keys,
      Condition: { ...here, ...of(...teamsThatRun) },
    },
    {
      Sid: 'KeysForVolumesAndSnapshots',
      Action: 'kms:CreateGrant',
      Resource: keys,
      Condition: { ...here, ...of('compute', 'data'), Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
    // EMR starts the nodes of a cluster, which act as a role of their own; spot instances have a role of AWS's.
    {
      Sid: 'NodesOfClusters',
      Action: 'iam:PassRole',
      Resource: ownRoles({ account, team: 'compute' }),
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' }, ...of('compute') },
    },
    {
      Sid: 'SpotForTheFirstTime',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: `arn:aws:iam::${id}:role/aws-service-role/spot.amazonaws.com/*`,
      Condition: of('compute'),
    },
    {
      Sid: 'NothingOfTheAccount',
      Effect: 'Deny',
      Action: 's3:*',
      Resource: kept.flatMap((bucket) => [bucket, `${bucket}/*`]),
    },
    noPathThatLooksLike([packages]),
  ];
}

/** The roles of some teams' apps, as addresses; and the users of the one app that has any. */
function identitiesOf(account: Account, teams: readonly TeamName[]): string[] {
  const roles = teams.map((team) => ownRoles({ account, team }));
  return teams.includes('delivery') ? [...roles, ownUsers({ account, team: 'delivery' })] : roles;
}

/** The boundary itself, by the name that ServiceRole (libs/constructs) gives every role. */
export function workloadBoundaryPolicy(scope: Construct, account: Account): IamPolicy {
  return new IamPolicy(scope, 'workload-boundary', {
    name: workloadBoundaryName,
    path: '/account/',
    description: 'What the roles of apps may at most do',
    policy: document(...workloadBoundary(account)),
    lifecycle: { ...textLifecycle, preventDestroy: true },
  });
}

import type { Account } from '@malinshopper/environments';
import { regionIn } from '../in-regions';
import type { Statement } from '../statement';
import { watching, writing } from './logs';
import { node } from './clusters';
import { arnIn, named, objects, ofResource, through } from './place';

/**
 * The permissions of the Systems Manager agent (AWS managed policy reference, "AmazonSSMManagedInstanceCore"): it reads
 * documents and changes none.
 */
const agent = [
  'ec2messages:*',
  'ssm:DescribeAssociation',
  'ssm:DescribeDocument',
  'ssm:GetDeployable*',
  'ssm:GetDocument',
  'ssm:GetManifest',
  'ssm:List*Associations',
  'ssm:PutComplianceItems',
  'ssm:PutConfigure*',
  'ssm:PutInventory',
  'ssm:Update*AssociationStatus',
  'ssm:UpdateInstanceInformation',
  'ssmmessages:*Channel',
];

/**
 * The permissions of instances, including the nodes of clusters: apps/compute/src/group/permissions.ts,
 * cluster/node-permissions.ts.
 */
export function instances(account: Account): Statement[] {
  const [region, key] = [regionIn(account), arnIn(account, 'kms', 'key/*')];
  return [
    { Sid: 'Agent', Action: [...agent, 'logs:DescribeLogGroups'], Resource: '*' },
    {
      // CloudWatch supports no resource-level permissions for metrics, only the namespace.
      Sid: 'Metrics',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': 'Malinshopper' } },
    },
    {
      Sid: 'Health',
      Action: 'autoscaling:SetInstanceHealth',
      Resource: '*',
      Condition: { StringEquals: { [ofResource]: 'compute' } },
    },
    {
      Sid: 'Reads',
      Action: [
        ...writing,
        's3:GetObject',
        's3:GetObjectVersion',
        'secretsmanager:GetSecretValue',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:ReceiveMessage',
      ],
      Resource: [
        arnIn(account, 'logs', 'log-group:/malinshopper/*'),
        objects(account, 'content'),
        ...['cluster', 'releases', 'software'].map((folder) => objects(account, 'packages', `/${folder}/*`)),
        // EMR's own packages.
        `arn:aws:s3:::repo.${region}.emr.amazonaws.com/*`,
        `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`,
        arnIn(account, 'secretsmanager', 'secret:malinshopper/*/database/*'),
        arnIn(account, 'sqs', '*-content-*'),
      ],
    },
    { Sid: 'Logs', Effect: 'Deny', Action: 'logs:*', Resource: watching(account) },
    {
      // The bucket and its objects.
      Sid: 'Content',
      Action: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:ListBucket', 's3:PutObject'],
      Resource: [objects(account, 'content', ''), objects(account, 'content')],
    },
    {
      // The keys of buckets, queues and secrets belong to the team data.
      Sid: 'KeysOfData',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: key,
      Condition: { StringEquals: { [ofResource]: 'data' }, ...through('s3', 'secretsmanager', 'sqs') },
    },
    {
      Sid: 'Sessions',
      Action: 'kms:Decrypt',
      Resource: key,
      Condition: {
        StringEquals: { [ofResource]: 'platform' },
        'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ssm:SessionId' },
      },
    },
    {
      Sid: 'NodeLogs',
      Action: 's3:PutObject',
      Resource: [objects(account, 'cluster-logs'), `arn:aws:s3:::aws157-logs-prod-${region}/*`],
      Condition: named(node),
    },
  ];
}

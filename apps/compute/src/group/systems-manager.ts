import type { PolicyStatement } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';

/**
 * The permissions of AmazonSSMManagedInstanceCore for Session Manager, Run Command, patches and inventory, without
 * `ssm:GetParameter(s)`, with which an instance could read every parameter of the account. They are restricted to
 * resources of this region and account where AWS supports it (Service Authorization Reference, "Actions ... for AWS
 * Systems Manager").
 */
export function systemsManager({ region, account }: Environment): PolicyStatement[] {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account.id}:${resource}`;
  // For any account, because AWS's own documents belong to none: `arn:aws:ssm:eu-west-1::document/AWS-RunShellScript`.
  const documents = `arn:aws:ssm:${region}:*:document/*`;
  return [
    {
      Sid: 'SystemsManager',
      Action: [
        'ssm:GetDeployablePatchSnapshotForInstance',
        'ssm:GetManifest',
        'ssm:ListAssociations',
        'ssm:PutConfigurePackageResult',
        'ssm:PutInventory',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
        'ec2messages:AcknowledgeMessage',
        'ec2messages:DeleteMessage',
        'ec2messages:FailMessage',
        'ec2messages:GetEndpoint',
        'ec2messages:GetMessages',
        'ec2messages:SendReply',
      ],
      Resource: '*',
    },
    { Sid: 'Documents', Action: ['ssm:DescribeDocument', 'ssm:GetDocument'], Resource: documents },
    {
      Sid: 'Instances',
      Action: [
        'ssm:DescribeAssociation',
        'ssm:ListInstanceAssociations',
        'ssm:PutComplianceItems',
        'ssm:UpdateAssociationStatus',
        'ssm:UpdateInstanceAssociationStatus',
        'ssm:UpdateInstanceInformation',
      ],
      Resource: [arn('ec2', 'instance/*'), arn('ssm', 'association/*'), documents],
    },
  ];
}

/**
 * The permissions for Session Manager with the account's preferences: sessions are encrypted with the account's key,
 * which is used for sessions only, and logged (Systems Manager user guide, "Create a custom IAM role for Session
 * Manager").
 */
export function sessions({ account }: Pick<Surroundings, 'account'>): PolicyStatement[] {
  const log = account.sessionLogGroupArn;
  return [
    {
      Sid: 'Sessions',
      Action: 'kms:Decrypt',
      Resource: account.sessionKeyArn,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ssm:SessionId' } },
    },
    {
      Sid: 'SessionLog',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
      Resource: [log, `${log}:*`],
    },
    // The agent checks whether the group is encrypted, and AWS supports no resource-level permission for that.
    { Sid: 'LookForSessionLog', Action: 'logs:DescribeLogGroups', Resource: '*' },
  ];
}

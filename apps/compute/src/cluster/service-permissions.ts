import type { PolicyStatement } from '@malinshopper/constructs';
import type { Surroundings } from '../surroundings';

/**
 * The tag that EMR passes on to the resources of a cluster that carries it (EMR management guide, "Tagging resources").
 */
export const emrTag = { key: 'for-use-with-amazon-emr-managed-policies', value: 'true' };

export interface ServicePermissionsProps {
  readonly surroundings: Surroundings;
  readonly securityGroupArns: readonly string[];
  /** The role of the nodes. */
  readonly nodeRoleArn: string;
  /** The key of disks and logs. */
  readonly keyArn: string;
}

const made = ['instance', 'volume', 'network-interface', 'launch-template'];
const launch = ['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate', 'ec2:CreateLaunchTemplateVersion'];

/**
 * The permissions of EMR for the cluster: the part of AmazonEMRServicePolicy_v2 that a cluster with its own groups,
 * with fleets and managed scaling needs, restricted to this network and these groups. The managed policy requires a tag
 * on the network instead, and passes a role with a fixed name (AWS managed policy reference,
 * "AmazonEMRServicePolicy_v2").
 */
export function servicePermissions(props: ServicePermissionsProps): Record<string, PolicyStatement[]> {
  const { account, region } = props.surroundings.environment;
  const arn = (resource: string) => `arn:aws:ec2:${region}:${account.id}:${resource}`;
  const vpc = arn(`vpc/${props.surroundings.network.vpcId}`);
  const asked = { StringEquals: { [`aws:RequestTag/${emrTag.key}`]: emrTag.value } };
  const ours = { StringEquals: { [`aws:ResourceTag/${emrTag.key}`]: emrTag.value } };
  return {
    launch: [
      {
        Sid: 'InThisNetwork',
        Action: ['ec2:CreateNetworkInterface', ...launch],
        Resource: arn('subnet/*'),
        Condition: { ArnEquals: { 'ec2:Vpc': vpc } },
      },
      {
        Sid: 'WithTheseGroups',
        Action: ['ec2:CreateNetworkInterface', ...launch],
        Resource: props.securityGroupArns,
      },
      {
        Sid: 'TaggedAsOurs',
        Action: ['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate', 'ec2:CreateNetworkInterface'],
        Resource: made.map((kind) => arn(`${kind}/*`)),
        Condition: asked,
      },
      {
        Sid: 'FromOurTemplates',
        Action: ['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplateVersion'],
        Resource: arn('launch-template/*'),
        Condition: ours,
      },
      {
        // A launch also needs resources without the team's tag: EC2 creates network interfaces without tags, and images
        // belong to EMR.
        Sid: 'WhatALaunchTakesAlong',
        Action: launch,
        Resource: [arn('network-interface/*'), arn('fleet/*'), `arn:aws:ec2:${region}::image/ami-*`],
      },
      {
        Sid: 'TagWhatIsMade',
        Action: 'ec2:CreateTags',
        Resource: made.map((kind) => arn(`${kind}/*`)),
        Condition: {
          StringEquals: {
            'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate', 'CreateNetworkInterface'],
          },
        },
      },
    ],
    manage: [
      {
        Sid: 'WhatIsOurs',
        Action: [
          'ec2:CreateTags',
          'ec2:DeleteTags',
          'ec2:DeleteLaunchTemplate',
          'ec2:DeleteNetworkInterface',
          'ec2:ModifyInstanceAttribute',
          'ec2:TerminateInstances',
        ],
        Resource: made.map((kind) => arn(`${kind}/*`)),
        Condition: ours,
      },
      {
        Sid: 'RulesOfTheseGroups',
        Action: [
          'ec2:AuthorizeSecurityGroupEgress',
          'ec2:AuthorizeSecurityGroupIngress',
          'ec2:RevokeSecurityGroupEgress',
          'ec2:RevokeSecurityGroupIngress',
        ],
        Resource: props.securityGroupArns,
      },
      look,
      { Sid: 'LookAtThisNetwork', Action: 'ec2:DescribeVpcAttribute', Resource: vpc },
    ],
    identity: [
      {
        Sid: 'NodesActAs',
        Action: 'iam:PassRole',
        Resource: props.nodeRoleArn,
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      },
      {
        // The first spot request of an account creates the service-linked role (EC2 user guide, "Service-linked role
        // for Spot Instance requests").
        Sid: 'SpotForTheFirstTime',
        Action: 'iam:CreateServiceLinkedRole',
        Resource: `arn:aws:iam::${account.id}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
        Condition: { StringEquals: { 'iam:AWSServiceName': 'spot.amazonaws.com' } },
      },
    ],
    encrypt: [
      { Sid: 'DisksAndLogs', Action: useOfKey, Resource: props.keyArn },
      {
        Sid: 'DisksByEc2',
        Action: 'kms:CreateGrant',
        Resource: props.keyArn,
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
  };
}

/** The permissions to encrypt disks with a customer managed key (EMR management guide, "Local disk encryption"). */
export const useOfKey = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/**
 * None of these supports resource-level permissions (Service Authorization Reference, "Actions ... for Amazon EC2").
 */
const look: PolicyStatement = {
  Sid: 'Look',
  Action: [
    'ec2:DescribeAccountAttributes',
    'ec2:DescribeCapacityReservations',
    'ec2:DescribeDhcpOptions',
    'ec2:DescribeImages',
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceTypeOfferings',
    'ec2:DescribeLaunchTemplates',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribePlacementGroups',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVolumes',
    'ec2:DescribeVolumeStatus',
    'ec2:DescribeVpcEndpoints',
    'ec2:DescribeVpcs',
  ],
  Resource: '*',
};

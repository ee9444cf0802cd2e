import type { Account } from '@malinshopper/environments';
import type { Statement } from '../statement';
import { arnIn, named, ofResource, roles } from './place';

/** The tag that EMR hands on to what it makes for a cluster that carries it (apps/compute/src/cluster/service-permissions.ts). */
const ofEmr = 'aws:ResourceTag/for-use-with-amazon-emr-managed-policies';
const inRequest = 'aws:RequestTag/Team';

/** The ends of the names of EMR's role and of that of the nodes. */
const who = '-cluster-service';
export const node = '-cluster-node';

const lets = (
  Sid: string,
  ends: string | readonly string[],
  Action: string | readonly string[],
  Resource: string,
  Condition: Statement['Condition'] = {},
): Statement => ({ Sid, Action, Resource, Condition: { ...named(ends), ...Condition } });

/** What EMR does for a cluster. It opens no firewall but the cluster's own, and tags nothing but what it makes. */
export function clusters(account: Account): Statement[] {
  const key = arnIn(account, 'kms', 'key/*');
  // What EMR makes need not carry it; what carries another is another team's.
  const ifAny = { [ofResource]: 'compute' };
  return [
    lets('EmrLooks', who, 'ec2:Describe*', '*'),
    lets(
      'EmrStarts',
      who,
      ['ec2:CreateFleet', 'ec2:CreateLaunchTemplate*', 'ec2:CreateNetworkInterface', 'ec2:RunInstances'],
      '*',
      // Subnets are the team network's; images, and interfaces that come along, belong to no team.
      { StringEqualsIfExists: { [ofResource]: ['compute', 'network'], [inRequest]: 'compute' } },
    ),
    lets('EmrTags', who, 'ec2:CreateTags', '*', {
      StringEqualsIfExists: { ...ifAny, [inRequest]: 'compute' },
      // Only a call that makes something has it, and of those there are the ones above (EC2 user guide, "Grant permission to tag resources").
      Null: { 'ec2:CreateAction': 'false' },
    }),
    lets('EmrRetags', who, ['ec2:CreateTags', 'ec2:DeleteTags'], '*', {
      StringEqualsIfExists: ifAny,
      StringEquals: { [ofEmr]: 'true' },
      // Without keys DeleteTags takes all tags off (EC2 API reference), and to ForAllValues no keys are all right.
      Null: { 'aws:TagKeys': 'false' },
      'ForAllValues:StringNotEquals': { 'aws:TagKeys': 'Team' },
    }),
    lets(
      'EmrEnds',
      who,
      [
        'ec2:DeleteLaunchTemplate',
        'ec2:DeleteNetworkInterface',
        'ec2:ModifyInstanceAttribute',
        'ec2:TerminateInstances',
      ],
      '*',
      { StringEqualsIfExists: ifAny, StringEquals: { [ofEmr]: 'true' } },
    ),
    lets('EmrFirewall', who, ['ec2:AuthorizeSecurityGroup*', 'ec2:RevokeSecurityGroup*'], '*', {
      StringEquals: { [ofResource]: 'compute' },
    }),
    // EMR starts the nodes of a cluster, which act as a role of their own; spot instances have a role of AWS's.
    lets('EmrNodes', who, 'iam:PassRole', roles(account, 'compute', '-cluster-node'), {
      StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    }),
    lets(
      'FirstSpot',
      who,
      'iam:CreateServiceLinkedRole',
      `arn:aws:iam::${account.id}:role/aws-service-role/spot.amazonaws.com/*`,
    ),
    // The key is made right before its cluster: a tag may count for authorization minutes later only (KMS developer guide, "ABAC for AWS KMS").
    lets(
      'EmrKeys',
      [who, node],
      ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      key,
      { StringEqualsIfExists: ifAny },
    ),
    lets('EmrDisks', who, 'kms:CreateGrant', key, {
      StringEqualsIfExists: ifAny,
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    }),
  ];
}

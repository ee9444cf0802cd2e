import type { Account } from '@malinshopper/environments';
import type { Statement } from '../statement';
import { arnIn, named, ofResource, roles } from './place';

/**
 * The tag that EMR passes on to the resources of a cluster that carries it
 * (apps/compute/src/cluster/service-permissions.ts).
 */
const ofEmr = 'aws:ResourceTag/for-use-with-amazon-emr-managed-policies';
const inRequest = 'aws:RequestTag/Team';

/** The suffixes of the names of EMR's service role and of the nodes' role. */
const who = '-cluster-service';
export const node = '-cluster-node';

const lets = (
  Sid: string,
  ends: string | readonly string[],
  Action: string | readonly string[],
  Resource: string,
  Condition: Statement['Condition'] = {},
): Statement => ({ Sid, Action, Resource, Condition: { ...named(ends), ...Condition } });

/**
 * The permissions of EMR for a cluster. It changes the rules of the cluster's own security groups only, and tags only
 * resources that it creates.
 */
export function clusters(account: Account): Statement[] {
  const key = arnIn(account, 'kms', 'key/*');
  // Resources of EMR can lack the tag; resources with another value belong to another team.
  const ifAny = { [ofResource]: 'compute' };
  return [
    lets('EmrLooks', who, 'ec2:Describe*', '*'),
    lets(
      'EmrStarts',
      who,
      ['ec2:CreateFleet', 'ec2:CreateLaunchTemplate*', 'ec2:CreateNetworkInterface', 'ec2:RunInstances'],
      '*',
      // Subnets belong to the team network; images and interfaces belong to no team.
      { StringEqualsIfExists: { [ofResource]: ['compute', 'network'], [inRequest]: 'compute' } },
    ),
    lets('EmrTags', who, 'ec2:CreateTags', '*', {
      StringEqualsIfExists: { ...ifAny, [inRequest]: 'compute' },
      // Only a call that creates something has this key, and the statement above lists those calls (EC2 user guide,
      // "Grant permission to tag resources").
      Null: { 'ec2:CreateAction': 'false' },
    }),
    lets('EmrRetags', who, ['ec2:CreateTags', 'ec2:DeleteTags'], '*', {
      StringEqualsIfExists: ifAny,
      StringEquals: { [ofEmr]: 'true' },
      // Without keys, DeleteTags removes all tags (EC2 API reference), and ForAllValues is true without keys.
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
    // EMR starts the nodes of a cluster with a role of their own; spot instances use a service-linked role.
    lets('EmrNodes', who, 'iam:PassRole', roles(account, 'compute', '-cluster-node'), {
      StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    }),
    lets(
      'FirstSpot',
      who,
      'iam:CreateServiceLinkedRole',
      `arn:aws:iam::${account.id}:role/aws-service-role/spot.amazonaws.com/*`,
    ),
    // The key is created directly before its cluster, and a tag can take minutes to count for authorization (KMS
    // developer guide, "ABAC for AWS KMS").
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

import { ciBoundaryArn, ciRoleArn, isExpendable, workloadBoundaryArn, type TeamName } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { identityCalls } from './identities';
import { backupLossCalls } from './backup-loss';
import { watchCalls } from './audit-protection';
import { call, inNoRegion, neighbourOf, type Who } from './who';

/** A call on a key with the tag of a team: every team has keys. */
const keyOf = ({ account: { id, region } }: Who, team: TeamName, action: string, what: string) =>
  call(what, action, `arn:aws:kms:${region}:${id}:key/x`, { 'aws:ResourceTag/Team': team });

/** The calls that the boundary of a role has to refuse even if the role's own policies allowed everything. */
export function guardedCalls(who: Who): Call[] {
  const { account, team } = who;
  const key = `arn:aws:kms:${account.region}:${account.id}:key/x`;
  const retag = (what: string, context: Call['context']) => call(what, 'kms:TagResource', key, context);
  // Calls on its own resources that the boundary permits: the role's own policies have to leave them out.
  const ownBusiness = [
    'pass its role to another service',
    // The new role has the boundary of workloads.
    'give a role administrator access',
    'create a service-linked role for a new service',
    'decrypt something',
    'launch an instance',
    'read the content',
    ...(team === 'platform' ? platformsBusiness : []),
  ];
  return [
    ...firewallCalls(who),
    ...(['platform', 'compute', 'data'].includes(team) && (team === 'platform' || !isExpendable(account))
      ? [call('delete a policy of logs', 'logs:DeleteResourcePolicy', '*')]
      : []),
    ...identityCalls(who).filter(({ what }) => !ownBusiness.includes(what)),
    ...watchCalls(who),
    ...(team === 'data' && !isExpendable(account) ? backupLossCalls(who) : []),
    keyOf(who, neighbourOf(team), 'kms:ScheduleKeyDeletion', 'delete the key of another team'),
    keyOf(who, neighbourOf(team), 'kms:PutKeyPolicy', 'open the key of another team to others'),
    retag("move another team's key to itself", {
      'aws:ResourceTag/Team': neighbourOf(team),
      'aws:RequestTag/Team': team,
      'aws:TagKeys': ['Team'],
    }),
    retag('move its key to another team', {
      'aws:ResourceTag/Team': team,
      'aws:RequestTag/Team': neighbourOf(team),
      'aws:TagKeys': ['Team'],
    }),
    call('remove its tag from its key', 'kms:UntagResource', key, {
      'aws:ResourceTag/Team': team,
      'aws:TagKeys': ['Team'],
    }),
    call('create a key in the name of another team', 'kms:CreateKey', '*', {
      'aws:RequestTag/Team': neighbourOf(team),
      'aws:TagKeys': ['Team'],
    }),
    call('create a bucket in another region', 's3:CreateBucket', 'arn:aws:s3:::elsewhere', {
      'aws:RequestedRegion': 'us-west-2',
    }),
    call('create a key in another region', 'kms:CreateKey', '*', { 'aws:RequestedRegion': 'us-west-2' }),
    call('run code', 'codebuild:StartBuild', `arn:aws:codebuild:${account.region}:${account.id}:project/x`),
    ...(team === 'platform' ? guardedOfPlatform(who) : []),
    ...(team === 'delivery' ? guardedOfDelivery(who) : []),
  ];
}

/** Calls that open another security group than the team's own, or one for another purpose. */
const firewallCalls = ({ account, team }: Who): Call[] => {
  const on = (what: string, action: string, context: Call['context']) =>
    call(what, action, `arn:aws:ec2:${account.region}:${account.id}:security-group/x`, context);
  const owner = team === 'data' ? 'compute' : 'data';
  return [
    on('remove all tags', 'ec2:DeleteTags', { 'aws:ResourceTag/Team': team }),
    ...['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifySecurityGroupRules'].map((action) =>
      on('open the firewall of another team', action, { 'aws:ResourceTag/Team': owner }),
    ),
  ];
};

/** The team has no keys: of its resources, applications and deployment groups of CodeDeploy carry tags. */
const guardedOfDelivery = ({ account, team }: Who): Call[] => {
  const application = `arn:aws:codedeploy:${account.region}:${account.id}:application:x`;
  return [
    call('delete an application of another team', 'codedeploy:DeleteApplication', application, {
      'aws:ResourceTag/Team': neighbourOf(team),
    }),
    call('remove its tag from its application', 'codedeploy:UntagResource', application, {
      'aws:ResourceTag/Team': team,
      'aws:TagKeys': ['Team'],
    }),
  ];
};

const platformsBusiness = [
  'pass a role of CI',
  'create a role of CI with a boundary',
  'delete the identity provider of GitHub',
];

const guardedOfPlatform = ({ account }: Who): Call[] => {
  const plan = ciRoleArn(account, 'data', 'plan');
  return [
    call('create a role of CI without a boundary', 'iam:CreateRole', plan, inNoRegion),
    call('create a role of CI with the boundary of workloads', 'iam:CreateRole', plan, {
      ...inNoRegion,
      'iam:PermissionsBoundary': workloadBoundaryArn(account, 'data'),
    }),
    call('edit the boundary of another team', 'iam:CreatePolicyVersion', ciBoundaryArn(account, 'data'), inNoRegion),
  ];
};

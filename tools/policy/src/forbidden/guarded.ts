import { ciBoundaryArn, ciRoleArn, isExpendable, workloadBoundaryArn, type TeamName } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { identityCalls } from './identities';
import { throwingAway } from './throwing-away';
import { watchCalls } from './watch';
import { call, inNoRegion, neighbourOf, type Who } from './who';

/** A resource of a service that each team has, which carries a team's tag. */
const keyOf = ({ account: { id, region } }: Who, team: TeamName, action: string, what: string) =>
  call(what, action, `arn:aws:kms:${region}:${id}:key/x`, { 'aws:ResourceTag/Team': team });

/** What stays refused even if a role's own policies allowed everything: what its boundary is for. */
export function guardedCalls(who: Who): Call[] {
  const { account, team } = who;
  const key = `arn:aws:kms:${account.region}:${account.id}:key/x`;
  const retag = (what: string, context: Call['context']) => call(what, 'kms:TagResource', key, context);
  // What an open policy lets it do in its own name is for its boundary to let be, and for its policies to leave out.
  const ownBusiness = [
    'pass its role to another service',
    // Within the boundary of workloads, which it has.
    'give a role all rights',
    'let a new service act by itself',
    'decrypt something',
    'start an instance of its own',
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
    ...(team === 'data' && !isExpendable(account) ? throwingAway(who) : []),
    keyOf(who, neighbourOf(team), 'kms:ScheduleKeyDeletion', 'delete the key of another team'),
    keyOf(who, neighbourOf(team), 'kms:PutKeyPolicy', 'give away the key of another team'),
    retag("take another team's key over", {
      'aws:ResourceTag/Team': neighbourOf(team),
      'aws:RequestTag/Team': team,
      'aws:TagKeys': ['Team'],
    }),
    retag('give its key to another team', {
      'aws:ResourceTag/Team': team,
      'aws:RequestTag/Team': neighbourOf(team),
      'aws:TagKeys': ['Team'],
    }),
    call('take its tag off its key', 'kms:UntagResource', key, {
      'aws:ResourceTag/Team': team,
      'aws:TagKeys': ['Team'],
    }),
    call('make a key in the name of another team', 'kms:CreateKey', '*', {
      'aws:RequestTag/Team': neighbourOf(team),
      'aws:TagKeys': ['Team'],
    }),
    call('make a bucket in another region', 's3:CreateBucket', 'arn:aws:s3:::elsewhere', {
      'aws:RequestedRegion': 'us-west-2',
    }),
    call('make a key in another region', 'kms:CreateKey', '*', { 'aws:RequestedRegion': 'us-west-2' }),
    call('run code', 'codebuild:StartBuild', `arn:aws:codebuild:${account.region}:${account.id}:project/x`),
    ...(team === 'platform' ? guardedOfPlatform(who) : []),
    ...(team === 'delivery' ? guardedOfDelivery(who) : []),
  ];
}

/** What opens a firewall that is not for that, or belongs to another team. */
const firewallCalls = ({ account, team }: Who): Call[] => {
  const on = (what: string, action: string, context: Call['context']) =>
    call(what, action, `arn:aws:ec2:${account.region}:${account.id}:security-group/x`, context);
  const owner = team === 'data' ? 'compute' : 'data';
  return [
    on('take all tags off', 'ec2:DeleteTags', { 'aws:ResourceTag/Team': team }),
    ...['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifySecurityGroupRules'].map((action) =>
      on('open the firewall of another team', action, { 'aws:ResourceTag/Team': owner }),
    ),
  ];
};

/** It has no keys: of what it makes, applications and groups of CodeDeploy carry tags. */
const guardedOfDelivery = ({ account, team }: Who): Call[] => {
  const application = `arn:aws:codedeploy:${account.region}:${account.id}:application:x`;
  return [
    call('delete an application of another team', 'codedeploy:DeleteApplication', application, {
      'aws:ResourceTag/Team': neighbourOf(team),
    }),
    call('take its tag off its application', 'codedeploy:UntagResource', application, {
      'aws:ResourceTag/Team': team,
      'aws:TagKeys': ['Team'],
    }),
  ];
};

const platformsBusiness = ['pass a role of CI', 'create a role of CI with a boundary', 'forget GitHub'];

const guardedOfPlatform = ({ account }: Who): Call[] => {
  const plan = ciRoleArn(account, 'data', 'plan');
  return [
    call('make a role of CI without a boundary', 'iam:CreateRole', plan, inNoRegion),
    call('make a role of CI with the boundary of workloads', 'iam:CreateRole', plan, {
      ...inNoRegion,
      'iam:PermissionsBoundary': workloadBoundaryArn(account, 'data'),
    }),
    call('edit the boundary of another team', 'iam:CreatePolicyVersion', ciBoundaryArn(account, 'data'), inNoRegion),
  ];
};

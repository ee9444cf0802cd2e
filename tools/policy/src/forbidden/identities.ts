import { breakGlassArn, ciBoundaryArn, ciRoleArn, teams, workloadBoundaryArn } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { userCalls } from './users';
import { call, inNoRegion, neighbourOf, type Who } from './who';

const toService = (service: string) => ({ ...inNoRegion, 'iam:PassedToService': service });

/** Calls that change identities or permissions, and that no role may make. */
export function identityCalls({ account, team, purpose }: Who): Call[] {
  const iam = (rest: string) => `arn:aws:iam::${account.id}:${rest}`;
  const { app } = teams[team];
  const neighbour = neighbourOf(team);
  const self = ciRoleArn(account, team, purpose);
  const foreignRole = iam(`role/${teams[neighbour].app}/testing-x`);
  const ownRole = iam(`role/${app}/testing-x`);
  const within = { ...inNoRegion, 'iam:PermissionsBoundary': workloadBoundaryArn(account, teams[team].app) };
  const beyond = { ...inNoRegion, 'iam:PermissionsBoundary': iam('policy/wide') };
  const everything = 'arn:aws:iam::aws:policy/AdministratorAccess';
  return [
    call('pass a role of another team', 'iam:PassRole', foreignRole, toService('ec2.amazonaws.com')),
    call('pass a role of CI', 'iam:PassRole', ciRoleArn(account, neighbour, 'deploy'), toService('ec2.amazonaws.com')),
    call('pass its role to another service', 'iam:PassRole', ownRole, toService('glue.amazonaws.com')),
    call('create a role without a boundary', 'iam:CreateRole', ownRole, inNoRegion),
    call('create a role with a boundary of its choice', 'iam:CreateRole', ownRole, beyond),
    call('create a role in the name of another team', 'iam:CreateRole', foreignRole, within),
    call('create a role of CI', 'iam:CreateRole', iam('role/ci/other'), inNoRegion),
    call('create a role of no team', 'iam:CreateRole', iam('role/x'), within),
    call('remove the boundary of a role', 'iam:DeleteRolePermissionsBoundary', ownRole, within),
    call('give a role another boundary', 'iam:PutRolePermissionsBoundary', ownRole, beyond),
    call('give permissions to a role without a boundary', 'iam:PutRolePolicy', ownRole, inNoRegion),
    call('give permissions to a role of another team', 'iam:PutRolePolicy', foreignRole, within),
    call('give a role administrator access', 'iam:AttachRolePolicy', ownRole, {
      ...within,
      'iam:PolicyARN': everything,
    }),
    call('delete a role of another team', 'iam:DeleteRole', foreignRole, inNoRegion),
    call('allow others to assume a role of another team', 'iam:UpdateAssumeRolePolicy', foreignRole, inNoRegion),
    call('give itself permissions', 'iam:PutRolePolicy', self, {
      ...inNoRegion,
      'iam:PermissionsBoundary': ciBoundaryArn(account, team),
    }),
    call('give itself administrator access', 'iam:AttachRolePolicy', self, {
      ...inNoRegion,
      'iam:PolicyARN': everything,
    }),
    call('allow others to assume itself', 'iam:UpdateAssumeRolePolicy', self, inNoRegion),
    call('extend its sessions', 'iam:UpdateRole', self, inNoRegion),
    call('tag itself with another team', 'iam:TagRole', self, {
      ...inNoRegion,
      'aws:RequestTag/Team': neighbour,
      'aws:TagKeys': ['Team'],
    }),
    call('remove its own boundary', 'iam:DeleteRolePermissionsBoundary', self, inNoRegion),
    call('edit its own boundary', 'iam:CreatePolicyVersion', ciBoundaryArn(account, team), inNoRegion),
    call(
      'restore an older version of its boundary',
      'iam:SetDefaultPolicyVersion',
      ciBoundaryArn(account, team),
      inNoRegion,
    ),
    call('delete its own boundary', 'iam:DeletePolicy', ciBoundaryArn(account, team), inNoRegion),
    call('edit its own policies', 'iam:CreatePolicyVersion', iam(`policy/ci/${team}-look`), inNoRegion),
    call(
      'edit the boundary of workloads',
      'iam:CreatePolicyVersion',
      workloadBoundaryArn(account, teams[team].app),
      inNoRegion,
    ),
    call('change the break-glass role', 'iam:UpdateAssumeRolePolicy', breakGlassArn(account), inNoRegion),
    call('delete the break-glass role', 'iam:DeleteRole', breakGlassArn(account), inNoRegion),
    call('assume the break-glass role', 'sts:AssumeRole', breakGlassArn(account)),
    call('assume the role of another team', 'sts:AssumeRole', ciRoleArn(account, neighbour, 'deploy')),
    call('trust another repository', 'iam:CreateOpenIDConnectProvider', iam('oidc-provider/example.com'), inNoRegion),
    call(
      'delete the identity provider of GitHub',
      'iam:DeleteOpenIDConnectProvider',
      iam('oidc-provider/token.actions.githubusercontent.com'),
      inNoRegion,
    ),
    ...userCalls({ account, team, purpose }),
    call(
      'create a service-linked role for a new service',
      'iam:CreateServiceLinkedRole',
      iam('role/aws-service-role/lex.amazonaws.com/x'),
      {
        ...inNoRegion,
        'iam:AWSServiceName': 'lex.amazonaws.com',
      },
    ),
    call('leave the organization', 'organizations:LeaveOrganization', '*'),
    call(
      'read a secret',
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:${account.region}:${account.id}:secret:rds!db-1-AbCdEf`,
    ),
    call('read a parameter', 'ssm:GetParameter', `arn:aws:ssm:${account.region}:${account.id}:parameter/x`),
    call('decrypt something', 'kms:Decrypt', `arn:aws:kms:${account.region}:${account.id}:key/x`, {
      'aws:ResourceTag/Team': team,
    }),
    call(
      'open a session on an instance',
      'ssm:StartSession',
      `arn:aws:ec2:${account.region}:${account.id}:instance/i-1`,
      {
        'aws:ResourceTag/Team': 'compute',
      },
    ),
    call('read the content', 's3:GetObject', `arn:aws:s3:::malinshopper-testing-content-${account.id}/fetcher/current`),
    call('launch an instance', 'ec2:RunInstances', `arn:aws:ec2:${account.region}:${account.id}:subnet/x`, {
      'aws:ResourceTag/Team': neighbourOf('network'),
    }),
  ];
}

import { teams, workloadBoundaryArn } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { call, inNoRegion, neighbourOf, type Who } from './who';

/**
 * Calls on users that no role may make: to create one without a boundary, give away groups of other teams, or sign in
 * as one.
 */
export function userCalls({ account, team }: Who): Call[] {
  const iam = (rest: string) => `arn:aws:iam::${account.id}:${rest}`;
  const { app } = teams[team];
  const own = iam(`user/${app}/testing-x`);
  const foreign = iam(`user/${teams[neighbourOf(team)].app}/testing-x`);
  const foreignGroup = iam(`group/${teams[neighbourOf(team)].app}/testing-x`);
  const within = { ...inNoRegion, 'iam:PermissionsBoundary': workloadBoundaryArn(account, teams[team].app) };
  const beyond = { ...inNoRegion, 'iam:PermissionsBoundary': iam('policy/wide') };
  return [
    call('create a user of no team', 'iam:CreateUser', iam('user/x'), within),
    call('create a user without a boundary', 'iam:CreateUser', own, inNoRegion),
    call('create a user with a boundary of its choice', 'iam:CreateUser', own, beyond),
    call('create a user in the name of another team', 'iam:CreateUser', foreign, within),
    call('remove the boundary of a user', 'iam:DeleteUserPermissionsBoundary', own, within),
    call('give a user another boundary', 'iam:PutUserPermissionsBoundary', own, beyond),
    call('give permissions to a user without a boundary', 'iam:PutUserPolicy', own, inNoRegion),
    call('give administrator access to a user without a boundary', 'iam:AttachUserPolicy', own, {
      ...inNoRegion,
      'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    call("delete another team's user", 'iam:DeleteUser', foreign, inNoRegion),
    call('tag its user with another team', 'iam:TagUser', own, {
      ...inNoRegion,
      'aws:RequestTag/Team': neighbourOf(team),
      'aws:TagKeys': ['Team'],
    }),
    call("put a user into another team's group", 'iam:AddUserToGroup', foreignGroup, inNoRegion),
    call('put a user into a group of people', 'iam:AddUserToGroup', iam('group/administrators'), inNoRegion),
    call("give permissions to another team's group", 'iam:PutGroupPolicy', foreignGroup, inNoRegion),
    call('create a group of no team', 'iam:CreateGroup', iam('group/x'), inNoRegion),
    ...[own, foreign, iam('user/x')].flatMap((user) => [
      call(`create an access key for ${user}`, 'iam:CreateAccessKey', user, inNoRegion),
      call(`reactivate an access key of ${user}`, 'iam:UpdateAccessKey', user, inNoRegion),
      call(`give ${user} a password`, 'iam:CreateLoginProfile', user, inNoRegion),
      call(`change the password of ${user}`, 'iam:UpdateLoginProfile', user, inNoRegion),
      call(`upload a key for ${user}`, 'iam:UploadSSHPublicKey', user, inNoRegion),
      call(`upload a certificate for ${user}`, 'iam:UploadSigningCertificate', user, inNoRegion),
      call(`create a credential for ${user}`, 'iam:CreateServiceSpecificCredential', user, inNoRegion),
      call(`reset a credential of ${user}`, 'iam:ResetServiceSpecificCredential', user, inNoRegion),
    ]),
  ];
}

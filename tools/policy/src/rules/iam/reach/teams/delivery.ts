import { callsBeforeDelete } from '@malinshopper/aws-facts';
import { isExpendable, workloadBoundaryArn } from '@malinshopper/environments';
import { demands, type Reach } from '../reach';
import { onAll, passes, type MoreWords } from './words';

/** The maximum permissions of the deploys of the team delivery, by names: releases. */
export const delivery = ({ account, iam, changedBy }: MoreWords): readonly Reach[] => [
  onAll('iam:ListVirtualMFADevices'),
  passes(iam('role/delivery/*'), 'codedeploy'),
  {
    actions: ['iam:CreateUser', 'iam:PutUserPermissionsBoundary'],
    on: [iam('user/delivery/*')],
    where: [demands('iam:PermissionsBoundary', workloadBoundaryArn(account, 'delivery'))],
  },
  {
    actions: [
      'iam:DeleteUser',
      'iam:ListGroupsForUser',
      'iam:TagUser',
      'iam:UntagUser',
      ...(isExpendable(account) ? callsBeforeDelete('aws_iam_user').map(({ action }) => action) : []),
    ],
    on: [iam('user/delivery/*')],
  },
  {
    actions: changedBy('aws_iam_group', 'aws_iam_group_membership', 'aws_iam_group_policy'),
    on: [iam('group/delivery/*')],
  },
];

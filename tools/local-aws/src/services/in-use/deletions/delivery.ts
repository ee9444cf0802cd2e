import { aSetting, aTie, noSuchError, type Deletion } from './deletion';

export const delivery: Readonly<Record<string, Deletion>> = {
  aws_codedeploy_app: noSuchError('DeleteApplication'),
  aws_codedeploy_deployment_group: noSuchError('DeleteDeploymentGroup'),
  aws_iam_group: {
    by: 'iam:DeleteGroup',
    code: 'DeleteConflict',
    while: 'it has users or policies',
    source: 'API reference, DeleteGroup',
  },
  aws_iam_group_membership: aTie('RemoveUserFromGroup'),
  aws_iam_group_policy: noSuchError('DeleteGroupPolicy'),
  aws_iam_user: {
    by: 'iam:DeleteUser',
    code: 'DeleteConflict',
    while: 'it has a password, keys, certificates, devices, groups or policies',
    source: 'API reference, DeleteUser',
  },
  aws_sns_topic: noSuchError('DeleteTopic'),
  aws_sns_topic_policy: aSetting('SetTopicAttributes'),
  aws_sns_topic_subscription: noSuchError('Unsubscribe'),
};

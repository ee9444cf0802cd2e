import { makes, own, type CallsByType } from './call';

/** CodeDeploy, in terraform-provider-aws 5.100.0 (internal/service/deploy). */
export const releaseCalls = {
  aws_codedeploy_app: {
    create: makes('application', 'codedeploy:CreateApplication', 'codedeploy:TagResource'),
    read: own('application', 'codedeploy:GetApplication', 'codedeploy:ListTagsForResource'),
    update: own('application', 'codedeploy:UpdateApplication', 'codedeploy:TagResource', 'codedeploy:UntagResource'),
    delete: own('application', 'codedeploy:DeleteApplication'),
  },
  aws_codedeploy_deployment_group: {
    create: makes('deploymentgroup', 'codedeploy:CreateDeploymentGroup', 'codedeploy:TagResource'),
    read: own('deploymentgroup', 'codedeploy:GetDeploymentGroup', 'codedeploy:ListTagsForResource'),
    update: own('deploymentgroup', 'codedeploy:UpdateDeploymentGroup'),
    delete: own('deploymentgroup', 'codedeploy:DeleteDeploymentGroup'),
  },
} satisfies CallsByType;

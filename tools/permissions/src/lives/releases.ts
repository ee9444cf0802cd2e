import { makes, own, type Lives } from '../step';

/** CodeDeploy, as terraform-provider-aws 5.100.0 makes it (internal/service/deploy). */
export const releaseLives: Lives = {
  aws_codedeploy_app: {
    create: makes('application', 'codedeploy:CreateApplication', 'codedeploy:TagResource'),
    read: own('application', 'codedeploy:GetApplication', 'codedeploy:ListTagsForResource'),
    update: own('application', 'codedeploy:UpdateApplication', 'codedeploy:TagResource', 'codedeploy:UntagResource'),
    remove: own('application', 'codedeploy:DeleteApplication'),
  },
  aws_codedeploy_deployment_group: {
    create: makes('deploymentgroup', 'codedeploy:CreateDeploymentGroup', 'codedeploy:TagResource'),
    read: own('deploymentgroup', 'codedeploy:GetDeploymentGroup', 'codedeploy:ListTagsForResource'),
    update: own('deploymentgroup', 'codedeploy:UpdateDeploymentGroup'),
    remove: own('deploymentgroup', 'codedeploy:DeleteDeploymentGroup'),
  },
};

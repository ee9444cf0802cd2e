import type { Action } from './actions';

/** Access keys, passwords and group memberships of others: with them one is somebody else. */
const becomesAnother = [
  'iam:AddRoleToInstanceProfile',
  'iam:AddUserToGroup',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:PassRole',
  'iam:UpdateLoginProfile',
  'sts:AssumeRole',
];

/** Code or commands that then run with the permissions of what runs them. */
const runsAsAnother = [
  'cloudformation:ExecuteChangeSet',
  'cloudformation:UpdateStackSet',
  'codebuild:StartBuild',
  'ec2-instance-connect:SendSSHPublicKey',
  'ec2:CreateLaunchTemplateVersion',
  'ec2:ModifyInstanceAttribute',
  'ecs:ExecuteCommand',
  'elasticmapreduce:AddJobFlowSteps',
  'glue:UpdateDevEndpoint',
  'glue:UpdateJob',
  'lambda:UpdateFunctionCode',
  'sagemaker:CreatePresignedNotebookInstanceUrl',
  'ssm:SendCommand',
  'ssm:StartSession',
];

/**
 * Whether somebody who may do this to whatever there is can have every permission of the account. The ways are those that
 * cloudsplaining (which checkov asks) takes from Rhino Security Labs and from DataDog's pathfinding.cloud; of the ways that
 * take several actions, the one that decides: passing any role is enough, whatever it is passed to.
 */
export function escalates({ id, access }: Action): boolean {
  return (
    (id.startsWith('iam:') && access === 'Permissions management') ||
    becomesAnother.includes(id) ||
    runsAsAnother.includes(id)
  );
}

/** What answers with credentials: keys, tokens, passwords (cloudsplaining, "Credentials exposure"; of services that take part here). */
const answersWithCredentials = [
  'codeartifact:GetAuthorizationToken',
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'ec2:GetPasswordData',
  'ecr:GetAuthorizationToken',
  'elasticmapreduce:GetClusterSessionCredentials',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateAccessKey',
  'lightsail:GetInstanceAccessDetails',
  'rds-db:connect',
  'redshift:GetClusterCredentials',
  'redshift-serverless:GetCredentials',
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:GetFederationToken',
];

export const exposesCredentials = ({ id }: Action) => answersWithCredentials.includes(id);

/** What reads the data itself (cloudsplaining, "Data exfiltration", and the same data by its other names). */
const readsData = [
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'kms:Decrypt',
  'rds:DownloadCompleteDBLogFile',
  's3:GetObject',
  's3:GetObjectVersion',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetParameter',
  'ssm:GetParameterHistory',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
];

export const takesDataAway = ({ id }: Action) => readsData.includes(id);

/** All that is named here; what else changes permissions is known by its kind of access. */
export const dangerousActions: readonly string[] = [
  ...becomesAnother,
  ...runsAsAnother,
  ...answersWithCredentials,
  ...readsData,
];

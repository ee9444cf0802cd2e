import type { Action } from './actions';

/**
 * Actions that are dangerous on every resource: the privilege escalations that cloudsplaining (which checkov uses)
 * takes from Rhino Security Labs and DataDog's pathfinding.cloud, and its "Credentials exposure" and "Data
 * exfiltration". Of an escalation with several actions, the list has the decisive one: the permission to pass any role
 * is enough.
 */
export const dangers = {
  /** Access keys, passwords and group memberships of other identities. */
  becomesAnother: [
    'iam:AddRoleToInstanceProfile',
    'iam:AddUserToGroup',
    'iam:CreateAccessKey',
    'iam:CreateLoginProfile',
    'iam:PassRole',
    'iam:UpdateLoginProfile',
    'sts:AssumeRole',
  ],
  /** Code or commands that run with the permissions of another identity. */
  runsAsAnother: [
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
  ],
  /** Responses with keys, tokens or passwords, of services that this repository uses. */
  answersWithCredentials: [
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
  ],
  /** Reads of the data itself, also of the same data by other actions. */
  readsData: [
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
  ],
} as const;

const isAmong = (...lists: readonly (readonly string[])[]) => {
  const ids = new Set(lists.flat());
  return ({ id }: Action) => ids.has(id);
};

export const exposesCredentials = isAmong(dangers.answersWithCredentials);
export const takesDataAway = isAmong(dangers.readsData);
const isAnother = isAmong(dangers.becomesAnother, dangers.runsAsAnother);

/**
 * True if an action on every resource is a privilege escalation. Other changes of permissions are recognized by their
 * access level.
 */
export const escalates = (action: Action) =>
  isAnother(action) || (action.id.startsWith('iam:') && action.access === 'Permissions management');

import { environment, type Environment } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { placesOf } from './addresses';
import { reaching } from './needed-calls';

const call = (what: string, action: string, resource: string, context: Call['context'] = {}): Call => ({
  what,
  action,
  resource,
  context,
});

/** Calls that must be denied to every identity that releases to an environment, because its key could be stolen. */
export function forbiddenCalls(of: Environment): Call[] {
  const at = placesOf(of);
  const other = environment(of.name === 'staging' ? 'testing' : 'staging');
  return [
    ...packageCalls(of),
    ...reaching(other),
    ...reaching({ ...other, name: `${of.name}-2` }),
    ...reaching(environment('production')).filter(() => of.name !== 'production'),
    ...deploymentCalls(of),
    ...identityCalls(of),
    call('run an instance', 'ec2:RunInstances', at.regional('ec2', 'instance/*')),
    call('end an instance', 'ec2:TerminateInstances', at.regional('ec2', 'instance/i-1')),
    call('open a session on an instance', 'ssm:StartSession', at.regional('ec2', 'instance/i-1')),
    call('read the secret', 'secretsmanager:GetSecretValue', at.regional('secretsmanager', 'secret:rds!db-AbCdEf')),
    call('silence an alarm', 'cloudwatch:SetAlarmState', at.regional('cloudwatch', `alarm:${of.name}-web-errors`)),
    call('delete an alarm', 'cloudwatch:DeleteAlarms', at.regional('cloudwatch', `alarm:${of.name}-web-errors`)),
  ];
}

function packageCalls({ name, region, account }: Environment): Call[] {
  const at = placesOf({ name, region, account });
  const revision = `${at.packages}/releases/0a1b2c.zip`;
  const states = `arn:aws:s3:::malinshopper-terraform-state-${account.id}`;
  return [
    call('delete a revision', 's3:DeleteObject', revision),
    call('delete a version of a revision', 's3:DeleteObjectVersion', revision),
    call('read an old version of a revision', 's3:GetObjectVersion', revision),
    call('make a revision public', 's3:PutObjectAcl', revision, { 's3:x-amz-acl': 'public-read' }),
    call('grant access to a revision by its ACL', 's3:PutObjectAcl', revision),
    call('list the packages', 's3:ListBucket', at.packages),
    call('upload into the root of the bucket', 's3:PutObject', `${at.packages}/0a1b2c.zip`),
    call('upload beside the releases', 's3:PutObject', `${at.packages}/releases-2/0a1b2c.zip`),
    call('change what a cluster runs', 's3:PutObject', `${at.packages}/cluster/setup.sh`),
    call('change the software of instances', 's3:PutObject', `${at.packages}/software/hadoop.tar.gz`),
    call("read a cluster's certificates", 's3:GetObject', `${at.packages}/cluster/certificates.zip`),
    call('make the bucket public', 's3:PutBucketPolicy', at.packages),
    call('have revisions expire', 's3:PutLifecycleConfiguration', at.packages),
    call('delete the bucket', 's3:DeleteBucket', at.packages),
    call('read the content', 's3:GetObject', `${at.content}/web/x`),
    call('write the content', 's3:PutObject', `${at.content}/fetcher/current`),
    call('read a state', 's3:GetObject', `${states}/${name}/delivery.tfstate`),
    call('write a state', 's3:PutObject', `${states}/${name}/delivery.tfstate`),
    call('list the states', 's3:ListBucket', states),
    call('decrypt by itself', 'kms:Decrypt', at.key, at.keyContext('data', 'rds')),
    call('encrypt by itself', 'kms:GenerateDataKey', at.key),
    call('give the key away', 'kms:PutKeyPolicy', at.key, at.keyContext()),
    call('decrypt with another key', 'kms:Decrypt', `${at.key}-2`, {
      ...at.keyContext(),
      'aws:ResourceTag/Environment': 'other',
    }),
  ];
}

function deploymentCalls({ name, region, account }: Environment): Call[] {
  const at = placesOf({ name, region, account });
  const elsewhere = at.group('web').replace(region, 'us-west-2');
  const configuration = at.regional('codedeploy', 'deploymentconfig:of-nobody');
  const group = at.regional('autoscaling', `autoScalingGroup:u:autoScalingGroupName/${name}-web`);
  return [
    call(
      'deploy another application',
      'codedeploy:CreateDeployment',
      at.group('web').replace('-malinshopper/', '-other/'),
    ),
    call('deploy in another region', 'codedeploy:CreateDeployment', elsewhere, { 'aws:RequestedRegion': 'us-west-2' }),
    call(
      "change another application's group",
      'codedeploy:UpdateDeploymentGroup',
      at.group('web').replace('-malinshopper/', '-other/'),
    ),
    call('make a group', 'codedeploy:CreateDeploymentGroup', at.group('mine')),
    call('delete a group', 'codedeploy:DeleteDeploymentGroup', at.group('web')),
    call('make an application', 'codedeploy:CreateApplication', at.regional('codedeploy', 'application:mine')),
    call('delete the application', 'codedeploy:DeleteApplication', at.application),
    call('make a deployment configuration of its own', 'codedeploy:CreateDeploymentConfig', configuration),
    call('read other deployment configurations', 'codedeploy:GetDeploymentConfig', configuration),
    call('list all applications', 'codedeploy:ListApplications', '*'),
    call('grow the group', 'autoscaling:UpdateAutoScalingGroup', group),
    call('take the hook off the group', 'autoscaling:DeleteLifecycleHook', group),
    call(
      'take a server out of service',
      'elasticloadbalancing:DeregisterTargets',
      at.regional('elasticloadbalancing', `targetgroup/${name}-web/1`),
    ),
    call(
      "run a step on another's cluster",
      'elasticmapreduce:AddJobFlowSteps',
      at.regional('elasticmapreduce', 'cluster/j-OTHER'),
    ),
    call('end the cluster', 'elasticmapreduce:TerminateJobFlows', at.cluster),
    call('start a cluster', 'elasticmapreduce:RunJobFlow', '*'),
    call('act as the cluster', 'elasticmapreduce:GetClusterSessionCredentials', at.cluster),
  ];
}

function identityCalls({ name, region, account }: Environment): Call[] {
  const { iam } = placesOf({ name, region, account });
  const itself = iam(`user/delivery/${name}-continuousphp`);
  const group = iam(`group/delivery/${name}-continuousphp`);
  return [
    call('make itself a key', 'iam:CreateAccessKey', itself),
    call('make itself a password', 'iam:CreateLoginProfile', itself),
    call('give itself permissions', 'iam:PutUserPolicy', itself),
    call('take off its boundary', 'iam:DeleteUserPermissionsBoundary', itself),
    call('give its group permissions', 'iam:PutGroupPolicy', group),
    call('join another group', 'iam:AddUserToGroup', iam('group/delivery/other')),
    call('let other principals assume the role', 'iam:UpdateAssumeRolePolicy', iam(`role/delivery/${name}-release`)),
    call('pass the role of CodeDeploy', 'iam:PassRole', iam(`role/delivery/${name}-deployer`)),
    call('pass the role of an instance', 'iam:PassRole', iam(`role/compute/${name}-web`)),
    call('become a role of CI', 'sts:AssumeRole', iam('role/ci/delivery-deploy')),
    call('become the release of another', 'sts:AssumeRole', iam('role/delivery/other-release')),
  ];
}

/** Calls on branches that must be denied to the identity that releases to all of them. */
export function forbiddenToBranches(branch: Environment): Call[] {
  const at = placesOf(branch);
  const { account, region } = branch;
  const staging = placesOf({ name: 'staging', region, account });
  const looksLike = `x-12345-packages-${account.id}/releases/0a1b2c.zip`;
  return [
    call(
      "upload into staging by a path that looks like a branch's bucket",
      's3:PutObject',
      `${staging.packages}/releases/${looksLike}`,
    ),
    call('read of staging by such a path', 's3:GetObject', `${staging.packages}/releases/${looksLike}`),
    call('set the ACL of such a path', 's3:PutObjectAcl', `${staging.packages}/releases/${looksLike}`, {
      's3:x-amz-acl': 'bucket-owner-full-control',
    }),
    call('write content by such a path', 's3:PutObject', `${staging.content}/web/${looksLike}`),
    call("write a branch's content", 's3:PutObject', `${at.content}/web/x`),
    call("delete a branch's revision", 's3:DeleteObject', `${at.packages}/releases/0a1b2c.zip`),
    call("upload beside a branch's releases", 's3:PutObject', `${at.packages}/0a1b2c.zip`),
    call("make a branch's revision public", 's3:PutObjectAcl', `${at.packages}/releases/0a1b2c.zip`, {
      's3:x-amz-acl': 'public-read',
    }),
    call('decrypt with another key of a branch', 'kms:Decrypt', at.key, at.keyContext('compute')),
    call("decrypt with a branch's key by itself", 'kms:Decrypt', at.key, at.keyContext('data', 'rds')),
    call("decrypt with staging's key", 'kms:Decrypt', staging.key, staging.keyContext()),
    call("delete a branch's group", 'codedeploy:DeleteDeploymentGroup', at.group('web')),
    call("delete a branch's application", 'codedeploy:DeleteApplication', at.application),
    call("end a branch's instance", 'ec2:TerminateInstances', at.regional('ec2', 'instance/i-1')),
  ];
}

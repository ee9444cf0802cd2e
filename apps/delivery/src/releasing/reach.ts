import { endpointOf } from '@malinshopper/aws-facts';
import type { PolicyStatement } from '@malinshopper/constructs';
import { branchPattern, type Account, type Environment } from '@malinshopper/environments';

/** The scope of a release: the bucket of its packages, and the application that it deploys. */
export interface Reach {
  readonly account: Account;
  readonly region: string;
  /** The package bucket's ARN, or a pattern of several. */
  readonly bucketArn: string;
  /** The encryption key of the bucket. */
  readonly key: Pick<PolicyStatement, 'Resource' | 'Condition'>;
  /** The CodeDeploy application's name, or a pattern of several. */
  readonly application: string;
}

/** The objects of releases. Instances can read the same objects (apps/compute/src/group/permissions.ts). */
const releases = (bucketArn: string) => `${bucketArn}/releases/*`;

/** The permissions to upload a package and deploy it, within a scope. They include no deletion. */
export function releasing({ account, region, bucketArn, key, application }: Reach): PolicyStatement[] {
  const codeDeploy = (resource: string) => `arn:aws:codedeploy:${region}:${account.id}:${resource}`;
  const packages = releases(bucketArn);
  return [
    { Sid: 'Packages', Action: ['s3:GetObject', 's3:PutObject'], Resource: packages },
    {
      // continuousphp's tutorial uses it. A bucket with enforced bucket ownership accepts this ACL only.
      Sid: 'PackagesAreTheBucketsOwn',
      Action: 's3:PutObjectAcl',
      Resource: packages,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
    {
      Sid: 'EncryptPackages',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: key.Resource,
      Condition: {
        ...key.Condition,
        StringEquals: { ...key.Condition?.['StringEquals'], 'kms:ViaService': endpointOf('s3', region) },
      },
    },
    {
      Sid: 'Revisions',
      Action: [
        'codedeploy:GetApplication',
        'codedeploy:GetApplicationRevision',
        'codedeploy:ListApplicationRevisions',
        'codedeploy:ListDeploymentGroups',
        'codedeploy:RegisterApplicationRevision',
      ],
      Resource: codeDeploy(`application:${application}`),
    },
    {
      Sid: 'Deployments',
      Action: [
        'codedeploy:BatchGetDeployments',
        'codedeploy:CreateDeployment',
        'codedeploy:GetDeployment',
        'codedeploy:GetDeploymentGroup',
        'codedeploy:ListDeployments',
        // An identity that sets alarms on a deployment "needs the UpdateDeploymentGroup IAM permission when calling
        // CreateDeployment" (API reference, overrideAlarmConfiguration). It cannot set another role on a group, because
        // that needs iam:PassRole.
        'codedeploy:UpdateDeploymentGroup',
      ],
      Resource: codeDeploy(`deploymentgroup:${application}/*`),
    },
  ];
}

/**
 * The permissions to release to all branches of a host, in the host's account and region: their buckets and
 * applications by name patterns, their keys by tags. In a pattern, `*` also matches slashes, so a path in another
 * bucket could look like a branch's bucket. The last statement denies such paths.
 */
export function releasingToBranches({ account, region }: Pick<Environment, 'account' | 'region'>): PolicyStatement[] {
  const bucket = `${branchPattern}-packages-${account.id}`;
  return [
    ...releasing({
      account,
      region,
      bucketArn: `arn:aws:s3:::malinshopper-${bucket}`,
      key: {
        Resource: `arn:aws:kms:${region}:${account.id}:key/*`,
        Condition: {
          StringEquals: { 'aws:ResourceTag/App': 'data' },
          StringLike: { 'aws:ResourceTag/Environment': branchPattern },
        },
      },
      application: `${branchPattern}-malinshopper`,
    }),
    {
      Sid: 'NoPathThatLooksLikeABranch',
      Effect: 'Deny',
      Action: ['s3:GetObject', 's3:PutObject', 's3:PutObjectAcl'],
      Resource: releases(`arn:aws:s3:::*/${bucket}`),
    },
  ];
}

import { endpointOf } from '@malinshopper/aws-facts';
import type { PolicyStatement } from '@malinshopper/constructs';
import { branchPattern, type Account, type Environment } from '@malinshopper/environments';

/** How far a release reaches: where its packages go, and which application they are deployed to. */
export interface Reach {
  readonly account: Account;
  readonly region: string;
  /** The package bucket's address, or a pattern of several. */
  readonly bucketArn: string;
  /** The key that the bucket is encrypted with. */
  readonly key: Pick<PolicyStatement, 'Resource' | 'Condition'>;
  /** The CodeDeploy application's name, or a pattern of several. */
  readonly application: string;
}

/** Packages of releases: all that instances may read (apps/compute/src/group/permissions.ts). */
const releases = (bucketArn: string) => `${bucketArn}/releases/*`;

/** What puts a package into the bucket and deploys it, within a reach. Nothing is deleted. */
export function releasing({ account, region, bucketArn, key, application }: Reach): PolicyStatement[] {
  const codeDeploy = (resource: string) => `arn:aws:codedeploy:${region}:${account.id}:${resource}`;
  const packages = releases(bucketArn);
  return [
    { Sid: 'Packages', Action: ['s3:GetObject', 's3:PutObject'], Resource: packages },
    {
      // continuousphp's tutorial asks for it; a bucket whose owner owns all that is in it takes this one only.
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
        // Who gives a deployment alarms of its own "needs the UpdateDeploymentGroup IAM permission when calling
        // CreateDeployment" (API reference, overrideAlarmConfiguration). It gives a group no other role: that is passed.
        'codedeploy:UpdateDeploymentGroup',
      ],
      Resource: codeDeploy(`deploymentgroup:${application}/*`),
    },
  ];
}

/**
 * The reach of who releases to all branches of a host, which are where it is: their buckets and applications by what their names are like, their
 * keys by tags. In a pattern `*` stands for slashes too, so a path within another bucket could be made to look like a branch's
 * bucket: that is refused.
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

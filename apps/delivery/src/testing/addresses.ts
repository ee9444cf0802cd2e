import type { Environment } from '@malinshopper/environments';

/** The values that Terraform would insert for the resources that a release uses, by the names of the contracts. */
export function releaseAddresses({ name, region, account: { id } }: Pick<Environment, 'name' | 'account' | 'region'>) {
  return {
    packageBucketArn: `arn:aws:s3:::malinshopper-${name}-packages-${id}`,
    bucketKeyArn: `arn:aws:kms:${region}:${id}:key/${name}-buckets`,
    clusterId: `j-${name.toUpperCase()}`,
  };
}

/** The ARNs of an environment's resources. */
export function placesOf({ name, region, account }: Pick<Environment, 'name' | 'account' | 'region'>) {
  const { id } = account;
  const regional = (service: string, rest: string) => `arn:aws:${service}:${region}:${id}:${rest}`;
  const { packageBucketArn, bucketKeyArn, clusterId } = releaseAddresses({ name, region, account });
  return {
    regional,
    iam: (rest: string) => `arn:aws:iam::${id}:${rest}`,
    packages: packageBucketArn,
    content: packageBucketArn.replace('-packages-', '-content-'),
    key: bucketKeyArn,
    /** The condition keys that KMS passes to policies: the tags of a key, and the service that uses it. */
    keyContext: (app = 'data', via = 's3') => ({
      'aws:ResourceTag/Environment': name,
      'aws:ResourceTag/App': app,
      'kms:ViaService': `${via}.${region}.amazonaws.com`,
    }),
    application: regional('codedeploy', `application:${name}-malinshopper`),
    group: (role: string) => regional('codedeploy', `deploymentgroup:${name}-malinshopper/${name}-${role}`),
    cluster: regional('elasticmapreduce', `cluster/${clusterId}`),
  };
}

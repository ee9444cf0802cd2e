import { contract, plain } from '@malinshopper/stack';

/** The addresses of an environment's data, and the resources that are necessary to use it. */
export const dataContract = contract('data', {
  databaseHost: plain.text('The host name of the database server'),
  databasePort: plain.text('The port of the database server'),
  databaseName: plain.text('The schema of this environment on the server'),
  databaseSecretArns: plain.map(
    'The secret with the user and password of each tier, web and worker; never the password itself',
  ),
  databaseKeyArn: plain.text('The key that the secret is encrypted with'),
  databaseUsersFunctionName: plain.text(
    'The function that creates schemas and users on the server, including those of environments that borrow it',
  ),
  databaseSecurityGroupId: plain.text('The security group of the server: a cluster adds an ingress rule for its nodes'),
  databaseClientSecurityGroupId: plain.text('The client security group of the server, for instances'),
  contentBucketName: plain.text('The bucket of the content that web servers and workers share'),
  contentBucketArn: plain.text('The same bucket, for policies'),
  contentQueueUrls: plain.map(
    'The queue of each worker for its publications; none where web servers mount the content',
  ),
  contentQueueArns: plain.map('The same queues, for policies'),
  packageBucketName: plain.text('The bucket of the application revisions that CodeDeploy installs'),
  packageBucketArn: plain.text('The same bucket, for policies'),
  bucketKeyArn: plain.text('The key that both buckets are encrypted with'),
  staticDomain: plain.text('The name under which the CDN serves static content'),
  sessionHost: plain.text('The host name of the session cache; empty where sessions stay on the web servers'),
  sessionPort: plain.text('Its port, or empty'),
  sessionSecurityGroupId: plain.text('Its security group, which always exists: a client adds its own ingress rule'),
  distributionId: plain.text('The CloudFront distribution, to invalidate what it caches'),
});

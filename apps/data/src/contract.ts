import { contract, plain } from '@malinshopper/stack';

/** Where an environment's data is, and what is needed to use it. */
export const dataContract = contract('data', {
  databaseHost: plain.text('The host name of the database server'),
  databasePort: plain.text('The port of the database server'),
  databaseName: plain.text('The schema of this environment on the server'),
  databaseSecretArns: plain.map(
    'The secret with the user and password of each tier, web and worker; never the password itself',
  ),
  databaseKeyArn: plain.text('The key that the secret is encrypted with'),
  databaseUsersFunctionName: plain.text(
    'The job that makes schemas and users on the server, also those of environments that borrow it',
  ),
  databaseSecurityGroupId: plain.text('The security group of the server: a cluster lets its nodes in'),
  databaseClientSecurityGroupId: plain.text('The security group that instances wear to reach the server'),
  contentBucketName: plain.text('The bucket of the content that web servers and workers share'),
  contentBucketArn: plain.text('The same bucket, for policies'),
  contentQueueUrls: plain.map(
    'The queue of each worker that tells of what it publishes; none where web servers mount the content',
  ),
  contentQueueArns: plain.map('The same queues, for policies'),
  packageBucketName: plain.text('The bucket of the application revisions that CodeDeploy installs'),
  packageBucketArn: plain.text('The same bucket, for policies'),
  bucketKeyArn: plain.text('The key that both buckets are encrypted with'),
  staticDomain: plain.text('The name under which the CDN serves static content'),
  sessionHost: plain.text('The host name of the session cache; empty where sessions stay on the web servers'),
  sessionPort: plain.text('Its port, or empty'),
  sessionSecurityGroupId: plain.text(
    'Its security group, which is there in any case: whoever needs it lets himself in',
  ),
  distributionId: plain.text('The CloudFront distribution, to invalidate what it caches'),
});

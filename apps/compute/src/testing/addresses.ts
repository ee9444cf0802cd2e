import { workerRoles, type Environment, type WorkerRole } from '@malinshopper/environments';

/** The values that Terraform would insert for the tokens of the policies, in AWS's format, one for each name. */
export function addresses({ name, region, account: { id } }: Environment) {
  const key = (alias: string) => `arn:aws:kms:${region}:${id}:key/${alias}`;
  return {
    contentBucketArn: `arn:aws:s3:::${name}-content`,
    packageBucketArn: `arn:aws:s3:::${name}-packages`,
    bucketKeyArn: key('buckets'),
    databaseKeyArn: key('database'),
    sessionKeyArn: key('sessions'),
    sessionLogGroupArn: `arn:aws:logs:${region}:${id}:log-group:/account/sessions`,
    'databaseSecretArns.web': `arn:aws:secretsmanager:${region}:${id}:secret:malinshopper/${name}/database/web-AbCdEf`,
    'databaseSecretArns.worker': `arn:aws:secretsmanager:${region}:${id}:secret:malinshopper/${name}/database/worker-AbCdEf`,
    ...(Object.fromEntries(
      workerRoles.map((worker) => [
        `contentQueueArns.${worker}`,
        `arn:aws:sqs:${region}:${id}:${name}-content-${worker}`,
      ]),
    ) as Record<`contentQueueArns.${WorkerRole}`, string>),
  };
}

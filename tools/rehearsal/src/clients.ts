import { ACMClient } from '@aws-sdk/client-acm';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EMRClient } from '@aws-sdk/client-emr';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { RDSClient } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount, embeddedEndpoint, type EmbeddedCredentials } from '@malinshopper/local-aws';

/** AWS's own APIs, as the account of an environment, on the embedded AWS. */
export type Clients = Awaited<ReturnType<typeof clientsOf>>;

/** @throws Error if the embedded AWS is not running */
export async function clientsOf({ account, region }: Environment) {
  const at = { region, endpoint: embeddedEndpoint(), credentials: await assumeEmbeddedAccount(account.id) };
  return {
    ...regional(at),
    acm: new ACMClient(at),
    autoScaling: new AutoScalingClient(at),
    cloudFront: new CloudFrontClient(at),
    codeDeploy: new CodeDeployClient(at),
    ec2: new EC2Client(at),
    elastiCache: new ElastiCacheClient(at),
    emr: new EMRClient(at),
    iam: new IAMClient(at),
    loadBalancing: new ElasticLoadBalancingV2Client(at),
    rds: new RDSClient(at),
    route53: new Route53Client(at),
    s3: new S3Client({ ...at, forcePathStyle: true }),
    secrets: new SecretsManagerClient(at),
    sqs: new SQSClient(at),
    sts: new STSClient(at),
    inUsEast1: regional({ ...at, region: 'us-east-1' }),
  };
}

/** The APIs that an environment uses in us-east-1 too: the resources of CloudFront are there. */
export type RegionalClients = ReturnType<typeof regional>;

const regional = (at: { region: string; endpoint: string; credentials: EmbeddedCredentials }) => ({
  cloudWatch: new CloudWatchClient(at),
  events: new EventBridgeClient(at),
  kms: new KMSClient(at),
  logs: new CloudWatchLogsClient(at),
  tagging: new ResourceGroupsTaggingAPIClient(at),
});

import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Alarm, type Bucket } from '@malinshopper/constructs';
import { writerRolesOf, type Environment } from '@malinshopper/environments';
import { AwsStack, resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { CdnAccessLog } from './cdn-access-log';
import { CdnFirewall } from './cdn-firewall';

export interface CdnProps {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  readonly domain: string;
  readonly bucket: Bucket;
  /** In us-east-1. */
  readonly certificateArn: string;
  readonly hostedZoneId: string;
  readonly accessLogBucketName: string;
  /** In us-east-1: CloudFront publishes its metrics only there. */
  readonly topicArn: string;
}

/** CloudFront's managed policy CachingOptimized (CloudFront developer guide, "Use managed cache policies"). */
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
/**
 * CloudFront's managed policy SecurityHeadersPolicy (CloudFront developer guide, "Use managed response headers
 * policies"): HTTPS for a year, no content type sniffing, no frames on other sites. A custom policy with the same
 * content would count towards the limit of 20 in the account.
 */
const securityHeaders = '67f7725c-6f97-4210-82d7-5512b31e9d03';
const originId = 'content';

/**
 * CloudFront in front of a private bucket. Only this distribution can read the public part of the bucket, and visitors
 * use HTTPS only. The requests are logged.
 */
export class Cdn extends Construct {
  readonly distributionId: string;

  constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id);
    const { environment, protection, domain, bucket, certificateArn, hostedZoneId } = props;
    const { globalProvider: provider } = AwsStack.ofElement(this);
    const firewall = environment.webAcl
      ? new CdnFirewall(this, 'firewall', { environment, protection, provider })
      : undefined;
    const access = new CloudfrontOriginAccessControl(this, 'access', {
      name: resourceName('originAccessControl', environment.name, 'content'),
      description: `Reads the content bucket of ${environment.name}`,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
    const distribution = new CloudfrontDistribution(this, 'distribution', {
      enabled: true,
      comment: `Static content of ${environment.name}`,
      aliases: [domain],
      httpVersion: 'http2and3',
      isIpv6Enabled: true,
      priceClass: environment.priceClass,
      webAclId: firewall?.arn,
      defaultRootObject: 'index.html',
      origin: [{ originId, domainName: bucket.regionalDomainName, originAccessControlId: access.id }],
      defaultCacheBehavior: {
        targetOriginId: originId,
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: ['GET', 'HEAD', 'OPTIONS'],
        cachedMethods: ['GET', 'HEAD'],
        compress: true,
        cachePolicyId: cachingOptimized,
        responseHeadersPolicyId: securityHeaders,
      },
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      viewerCertificate: {
        acmCertificateArn: certificateArn,
        minimumProtocolVersion: 'TLSv1.2_2021',
        sslSupportMethod: 'sni-only',
      },
      // A distribution takes many minutes to reach all edge locations; nothing in a deploy depends on that.
      waitForDeployment: false,
    });
    bucket.allow({
      Sid: 'CdnReads',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      // Not the whole share: it also contains partners' feeds and the input of the next run. Public is only the
      // publication with the name `public` of a worker (apps/compute/src/instance/files/publish).
      Resource: writerRolesOf(environment).map((writer) => `${bucket.arn}/${writer}/public/*`),
      Condition: { StringEquals: { 'aws:SourceArn': distribution.arn } },
    });
    for (const type of ['A', 'AAAA']) {
      new Route53Record(this, `record-${type}`, {
        zoneId: hostedZoneId,
        name: domain,
        type,
        alias: {
          name: distribution.domainName,
          zoneId: distribution.hostedZoneId,
          evaluateTargetHealth: false,
        },
      });
    }
    new CdnAccessLog(this, 'access-log', {
      environmentName: environment.name,
      distributionArn: distribution.arn,
      bucketName: props.accessLogBucketName,
      provider,
    });
    new Alarm(this, 'errors', {
      name: resourceName('alarm', environment.name, 'cdn-errors'),
      description:
        'The CDN answers one request in twenty with an error (5xx): check its access log, the policies of the content ' +
        'bucket and of its key, and the last deploy of data',
      namespace: 'AWS/CloudFront',
      metricName: '5xxErrorRate',
      dimensions: { DistributionId: distribution.id, Region: 'Global' },
      statistic: 'Average',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 5,
      evaluationPeriods: 5,
      topicArn: props.topicArn,
      provider,
    });
    this.distributionId = distribution.id;
  }
}

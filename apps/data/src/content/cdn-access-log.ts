import { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery';
import { CloudwatchLogDeliveryDestination } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination';
import { CloudwatchLogDeliverySource } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-source';
import { resourceName } from '@malinshopper/stack';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

export interface CdnAccessLogProps {
  readonly environmentName: string;
  readonly distributionArn: string;
  /** The bucket of access logs, with a policy that allows deliveries of CloudWatch Logs. */
  readonly bucketName: string;
  /** The provider of us-east-1: CloudFront's logs are delivered from there, in any region of the bucket. */
  readonly provider: TerraformProvider;
}

/**
 * The logged fields of a request: the fields of the legacy logs, except cookies (CloudFront developer guide, "Standard
 * log file fields").
 */
const fields = [
  'date',
  'time',
  'x-edge-location',
  'sc-bytes',
  'c-ip',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'sc-status',
  'cs(Referer)',
  'cs(User-Agent)',
  'cs-uri-query',
  'x-edge-result-type',
  'x-edge-request-id',
  'x-host-header',
  'cs-protocol',
  'cs-bytes',
  'time-taken',
  'x-forwarded-for',
  'ssl-protocol',
  'ssl-cipher',
  'x-edge-response-result-type',
  'cs-protocol-version',
  'c-port',
  'time-to-first-byte',
  'x-edge-detailed-result-type',
  'sc-content-type',
  'sc-content-len',
  'sc-range-start',
  'sc-range-end',
];

/**
 * The access log of the CDN, by CloudWatch Logs' delivery, because CloudFront's legacy logging needs a bucket with
 * access control lists (CloudFront developer guide, "Configure standard logging (v2)").
 */
export class CdnAccessLog extends Construct {
  constructor(scope: Construct, id: string, props: CdnAccessLogProps) {
    super(scope, id);
    const { environmentName, distributionArn, bucketName, provider } = props;
    const name = resourceName('logDelivery', environmentName, 'cdn');
    const source = new CloudwatchLogDeliverySource(this, 'source', {
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: distributionArn,
      provider,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, 'destination', {
      name,
      outputFormat: 'json',
      // The prefix is part of the ARN; without one, deliveries begin with AWSLogs/<account>.
      deliveryDestinationConfiguration: [
        { destinationResourceArn: `arn:aws:s3:::${bucketName}/${environmentName}/cdn` },
      ],
      provider,
    });
    new CloudwatchLogDelivery(this, 'Resource', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: fields,
      provider,
    });
  }
}

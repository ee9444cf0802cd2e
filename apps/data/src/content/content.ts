import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { Bucket, EncryptionKey, type PolicyStatement } from '@malinshopper/constructs';
import { writerRolesOf, type Environment, type WriterRole } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { Cdn } from './cdn';
import { ContentQueue } from './content-queue';

export interface ContentProps {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  readonly contentBucketName: string;
  readonly packageBucketName: string;
  readonly cdnCertificateArn: string;
  readonly hostedZoneId: string;
  /** The account's bucket for the access logs of S3 and CloudFront. */
  readonly accessLogBucketName: string;
  /** The topic for the queues' alarms. It is used only where there is a queue. */
  readonly topicArn: string;
  /** The topic for the CDN's alarms, in us-east-1. */
  readonly globalTopicArn: string;
}

/** The content that web servers and workers share, with the CDN that serves it, and the application's revisions. */
export class Content extends Construct {
  readonly contentBucket: Bucket;
  readonly packageBucket: Bucket;
  readonly keyArn: string;
  /** By writer; empty where web servers mount the content. */
  readonly queues: readonly (readonly [WriterRole, ContentQueue])[];
  readonly staticDomain: string;
  readonly distributionId: string;

  constructor(scope: Construct, id: string, props: ContentProps) {
    super(scope, id);
    const { environment, protection } = props;
    const { account, name, domain } = environment;
    const writers = writerRolesOf(environment);
    const tellsOfContent = environment.content.distribution === 'events';

    const key = new EncryptionKey(this, 'key', {
      description: `Content and packages of ${name}`,
      alias: resourceName('keyAlias', 'malinshopper', name, 'buckets'),
      accountId: account.id,
      protection,
      statements: [
        {
          // Any distribution of this account: with the distribution's ARN, the key would depend on the distribution,
          // which depends on the bucket that the key encrypts. The bucket's policy names the distribution.
          Sid: 'CloudFrontReadsContent',
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudfront::${account.id}:distribution/*` } },
        },
        ...(tellsOfContent ? [eventsFillQueues(environment)] : []),
      ],
    });
    const accessLogs = (of: string) => ({ bucketName: props.accessLogBucketName, prefix: `${name}/${of}/` });
    this.contentBucket = new Bucket(this, 'content', {
      name: props.contentBucketName,
      protection,
      encryptionKeyArn: key.arn,
      accessLogs: accessLogs('content'),
      expiry: [{ id: 'replaced-content', oldVersionsDays: 30 }, ...writers.flatMap(replacedPublications)],
    });
    this.packageBucket = new Bucket(this, 'packages', {
      name: props.packageBucketName,
      protection,
      encryptionKeyArn: key.arn,
      accessLogs: accessLogs('packages'),
      // Only revisions expire. Instances need the software and certificates at each launch, which can be years later.
      expiry: [
        // The live revision expires too, and a new instance would then get none. A year without a release is not
        // expected.
        { id: 'old-revisions', prefix: 'releases/', days: 365 },
        { id: 'old-packages', oldVersionsDays: 30 },
      ],
    });

    // In all cases: it costs nothing until a rule matches an event.
    new S3BucketNotification(this, 'events', { bucket: this.contentBucket.name, eventbridge: true });
    new S3BucketNotification(this, 'package-events', { bucket: this.packageBucket.name, eventbridge: true });
    // Including workers on a cluster: they publish to the same place.
    this.queues = (tellsOfContent ? writers : []).map((writer) => [
      writer,
      new ContentQueue(this, `queue-${writer}`, {
        environmentName: name,
        writer,
        bucket: this.contentBucket,
        encryptionKeyArn: key.arn,
        topicArn: props.topicArn,
      }),
    ]);

    const cdn = new Cdn(this, 'cdn', {
      environment,
      protection,
      domain: `static.${domain}`,
      bucket: this.contentBucket,
      certificateArn: props.cdnCertificateArn,
      hostedZoneId: props.hostedZoneId,
      accessLogBucketName: props.accessLogBucketName,
      topicArn: props.globalTopicArn,
    });
    this.keyArn = key.arn;
    this.staticDomain = `static.${domain}`;
    this.distributionId = cdn.distributionId;
  }
}

/**
 * Each run of a worker publishes a full copy (apps/compute/src/instance/files/publish) and deletes all but the last
 * three. If old versions were kept for 30 days, they would cost more than everything else. Where two rules apply to an
 * object, the shorter expiration counts (S3 user guide, "Conflicting lifecycle configurations"). A publication with a
 * name lies one folder deeper, which no prefix can express.
 */
const replacedPublications = (writer: WriterRole) => [
  { id: `replaced-runs-${writer}`, prefix: `${writer}/staging/`, oldVersionsDays: 1 },
  { id: `replaced-publications-${writer}`, prefix: `${writer}/`, oldVersionsDays: 2 },
];

/**
 * EventBridge encrypts its messages to the queues (SQS developer guide, "Key management": permissions for AWS
 * services).
 */
const eventsFillQueues = ({ account, region, name }: Environment): PolicyStatement => ({
  Sid: 'EventBridgeFillsQueues',
  Principal: { Service: 'events.amazonaws.com' },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: {
    StringEquals: { 'aws:SourceAccount': account.id },
    // By name pattern and not by ARN: with the rule's ARN, the key would depend on the rule, which depends on the key's
    // bucket.
    ArnLike: { 'aws:SourceArn': `arn:aws:events:${region}:${account.id}:rule/${name}-*` },
  },
});

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
  /** The account's bucket that S3 and CloudFront write down their accesses in. */
  readonly accessLogBucketName: string;
  /** Who hears of the queues' alarms. It is asked for only where there is one. */
  readonly topicArn: string;
  /** Who hears of the CDN's, in us-east-1. */
  readonly globalTopicArn: string;
}

/** The content that web servers and workers share, with the CDN that serves it, and the application's revisions. */
export class Content extends Construct {
  readonly contentBucket: Bucket;
  readonly packageBucket: Bucket;
  readonly keyArn: string;
  /** By writer; none where web servers mount the content. */
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
          // Any distribution of this account: naming the one would make the key wait for it, and it for the bucket that
          // the key encrypts. The bucket's policy names it.
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
      // Revisions only: software and certificates are asked for as long as instances come, which may be after years.
      expiry: [
        // The revision that is live expires too: an instance that comes then gets none. Nobody releases nothing for a year.
        { id: 'old-revisions', prefix: 'releases/', days: 365 },
        { id: 'old-packages', oldVersionsDays: 30 },
      ],
    });

    // Always: it costs nothing until a rule asks for an event.
    new S3BucketNotification(this, 'events', { bucket: this.contentBucket.name, eventbridge: true });
    new S3BucketNotification(this, 'package-events', { bucket: this.packageBucket.name, eventbridge: true });
    // Also for a worker whose job runs on a cluster: it publishes to the same place.
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
 * What a worker publishes is a full copy with every run (apps/compute/src/instance/files/publish), and of old ones it deletes
 * all but three: kept for 30 days, the versions of those would cost more than all else. Of two rules that are about an object
 * the shorter counts (S3 user guide, "Conflicting lifecycle configurations"). A publication with a name lies one folder deeper,
 * which no prefix can say.
 */
const replacedPublications = (writer: WriterRole) => [
  { id: `replaced-runs-${writer}`, prefix: `${writer}/staging/`, oldVersionsDays: 1 },
  { id: `replaced-publications-${writer}`, prefix: `${writer}/`, oldVersionsDays: 2 },
];

/** EventBridge encrypts what it puts into the queues (SQS developer guide, "Key management": permissions for AWS services). */
const eventsFillQueues = ({ account, region, name }: Environment): PolicyStatement => ({
  Sid: 'EventBridgeFillsQueues',
  Principal: { Service: 'events.amazonaws.com' },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: {
    StringEquals: { 'aws:SourceAccount': account.id },
    // By name and not by address: naming the rule would make the key wait for it, and it for the bucket of the key.
    ArnLike: { 'aws:SourceArn': `arn:aws:events:${region}:${account.id}:rule/${name}-*` },
  },
});

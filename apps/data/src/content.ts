import { Bucket, EncryptionKey } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { Cdn } from './cdn';

export interface ContentProps {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  readonly contentBucketName: string;
  readonly packageBucketName: string;
  readonly cdnCertificateArn: string;
  readonly hostedZoneId: string;
}

/** The content that web servers and workers share, with the CDN that serves it, and the application's revisions. */
export class Content extends Construct {
  readonly contentBucket: Bucket;
  readonly packageBucket: Bucket;
  readonly keyArn: string;
  readonly staticDomain: string;
  readonly distributionId: string;

  constructor(scope: Construct, id: string, props: ContentProps) {
    super(scope, id);
    const { environment, protection } = props;
    const { account, name, domain } = environment;

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
      ],
    });
    this.contentBucket = new Bucket(this, 'content', {
      name: props.contentBucketName,
      protection,
      encryptionKeyArn: key.arn,
      expiry: [{ id: 'replaced-content', oldVersionsDays: 30 }],
    });
    this.packageBucket = new Bucket(this, 'packages', {
      name: props.packageBucketName,
      protection,
      encryptionKeyArn: key.arn,
      expiry: [{ id: 'old-packages', days: 90, oldVersionsDays: 30 }],
    });

    const cdn = new Cdn(this, 'cdn', {
      environment,
      domain: `static.${domain}`,
      bucket: this.contentBucket,
      certificateArn: props.cdnCertificateArn,
      hostedZoneId: props.hostedZoneId,
    });
    this.keyArn = key.arn;
    this.staticDomain = `static.${domain}`;
    this.distributionId = cdn.distributionId;
  }
}

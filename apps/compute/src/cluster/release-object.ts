import { createHash } from 'node:crypto';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import { clusterRolesOf } from '@malinshopper/environments';
import { Construct } from 'constructs';
import { fileText } from '../instance/installed-files';
import type { Surroundings } from '../surroundings';

/**
 * The program that installs a release on the primary node, in the package bucket beside the setup script. tools/release
 * runs it as a step, and finds its key in the synthesized JSON: `cluster/install-release-<SHA-256>`. The name changes
 * with the text, so that a step runs exactly the program that it was created for.
 */
export class ReleaseObject extends Construct {
  readonly uri: string;

  constructor(scope: Construct, id: string, { environment, data }: Surroundings) {
    super(scope, id);
    const { packageBucketName: bucket, bucketKeyArn } = data;
    const content = fileText('cluster/install-release', {
      'fetcher updater-1 updater-2': clusterRolesOf(environment).join(' '),
    });
    const object = new S3Object(this, 'Resource', {
      bucket,
      key: `cluster/install-release-${createHash('sha256').update(content).digest('hex')}`,
      content,
      contentType: 'text/x-shellscript',
      kmsKeyId: bucketKeyArn,
      bucketKeyEnabled: true,
    });
    this.uri = `s3://${bucket}/${object.key}`;
  }
}

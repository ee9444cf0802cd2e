import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import type { WorkerRole } from '@malinshopper/environments';
import { Fn, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import type { Surroundings } from '../surroundings';
import { clusterSetup } from './setup';

export interface SetupObjectProps {
  readonly roles: readonly WorkerRole[];
  readonly surroundings: Surroundings;
}

/**
 * The setup script in the package bucket, beside the certificates. Its name never changes, because every node requests
 * it at its start, including a new node of a cluster that is older than the script.
 */
export class SetupObject extends Construct {
  readonly uri: string;
  /** The hash of the script: it changes with the text. */
  readonly checksum: string;

  constructor(scope: Construct, id: string, { roles, surroundings }: SetupObjectProps) {
    super(scope, id);
    const { packageBucketName: bucket, bucketKeyArn } = surroundings.data;
    // A local value, so that the synthesized JSON contains the readable script.
    const script = new TerraformLocal(this, 'script', clusterSetup(roles, surroundings)).asString;
    const object = new S3Object(this, 'Resource', {
      bucket,
      key: 'cluster/setup.sh',
      content: script,
      contentType: 'text/x-shellscript',
      kmsKeyId: bucketKeyArn,
      bucketKeyEnabled: true,
    });
    this.uri = `s3://${bucket}/${object.key}`;
    this.checksum = Fn.sha256(script);
  }
}

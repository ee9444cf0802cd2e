import { Bucket } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import type { ProtectionSettings } from '@malinshopper/stack';
import type { Construct } from 'constructs';

export interface AccessLogBucketProps {
  readonly name: string;
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
}

/**
 * The bucket of a load balancer's access logs. Encrypted with S3's own keys: ELB writes to no other (ELB user guide for
 * application load balancers, "Enable access logs", as for the service that the policy lets in).
 */
export function accessLogBucket(scope: Construct, { name, environment, protection }: AccessLogBucketProps): Bucket {
  return new Bucket(scope, 'access-logs', {
    name,
    protection,
    expiry: [{ id: 'old-logs', days: environment.logRetentionDays, oldVersionsDays: 1 }],
    statements: [
      {
        Sid: 'ElbWritesAccessLogs',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        // ELB puts the account of the load balancer into the path: no other account's logs can end up here.
        Resource: `arn:aws:s3:::${name}/AWSLogs/${environment.account.id}/*`,
      },
    ],
  });
}

import { Bucket } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import type { ProtectionSettings } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import type { Surroundings } from '../surroundings';

export interface LogBucketProps {
  readonly name: string;
  readonly surroundings: Surroundings;
  readonly protection: ProtectionSettings;
}

/** Under which connections are written down, apart from requests. */
export const connectionPrefix = 'connections';

/**
 * Whether a load balancer also writes down who tried to connect and how TLS was agreed on. Only where somebody may have to be
 * shown it one day: there are as many lines of it as of requests.
 */
export const writesConnections = ({ kind }: Pick<Environment, 'kind'>) => kind === 'production';

/**
 * The bucket of a load balancer's logs. Encrypted with S3's own keys: ELB writes to no other (ELB user guide for application
 * load balancers, "Enable access logs" and "Enable connection logs", as for the service that the policy lets in).
 */
export class LogBucket extends Bucket {
  constructor(scope: Construct, id: string, { name, surroundings, protection }: LogBucketProps) {
    const { environment, account } = surroundings;
    const folders = writesConnections(environment) ? ['', `${connectionPrefix}/`] : [''];
    super(scope, id, {
      name,
      protection,
      accessLogs: { bucketName: account.accessLogBucketName, prefix: `${environment.name}/load-balancer-logs/` },
      expiry: [{ id: 'old-logs', days: environment.logRetentionDays, oldVersionsDays: 1 }],
      statements: [
        {
          Sid: 'ElbWritesLogs',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          // ELB puts the account of the load balancer into the path: no other account's logs can end up here.
          Resource: folders.map((folder) => `arn:aws:s3:::${name}/${folder}AWSLogs/${environment.account.id}/*`),
        },
      ],
    });
  }
}

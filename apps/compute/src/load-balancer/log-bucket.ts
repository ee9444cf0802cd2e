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

/** The prefix of connection logs, apart from the access logs. */
export const connectionPrefix = 'connections';

/**
 * True if a load balancer also logs connections and their TLS negotiation. Only in a protected environment, where the
 * records may be needed later: there are as many lines as requests.
 */
export const writesConnections = ({ kind }: Pick<Environment, 'kind'>) => kind === 'production';

/**
 * The bucket of a load balancer's logs. Encrypted with S3's own keys, because ELB supports no others (ELB user guide
 * for application load balancers, "Enable access logs" and "Enable connection logs", also for the service principal of
 * the policy).
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
          // ELB puts the account of the load balancer into the path: no other account can write its logs here.
          Resource: folders.map((folder) => `arn:aws:s3:::${name}/${folder}AWSLogs/${environment.account.id}/*`),
        },
      ],
    });
  }
}

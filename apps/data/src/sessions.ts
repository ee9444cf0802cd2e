import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { EncryptionKey } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { SessionAlarms } from './session-alarms';

/** The address of PHP sessions, for their users. */
export interface SessionFacts {
  readonly sessionHost: string;
  readonly sessionPort: string;
}

export interface SessionsProps {
  readonly sessions: Extract<Environment['sessions'], { store: 'elasticache' }>;
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  readonly subnetIds: string[];
  /** The security group of the cache, to which clients add their ingress rules. */
  readonly securityGroupId: string;
  readonly topicArn: string;
}

const port = 6379;
/** Major and minor only: ElastiCache installs patches automatically. */
const engineVersion = '8.0';

/**
 * A cache for PHP sessions that all web servers share, so that a visitor stays signed in when a server is terminated.
 * Only clients with an ingress rule reach it, and only over TLS. It has no password: a password set by Terraform would
 * be in its state, and IAM's tokens expire after 15 minutes, which PHP's session handler does not support.
 */
export class Sessions extends Construct {
  readonly facts: SessionFacts;

  constructor(scope: Construct, id: string, props: SessionsProps) {
    super(scope, id);
    const { sessions, environment, protection } = props;
    const { account, name } = environment;

    const key = new EncryptionKey(this, 'key', {
      description: `Sessions of ${name}`,
      alias: resourceName('keyAlias', 'malinshopper', name, 'sessions'),
      accountId: account.id,
      // Data under this key can be lost: a change that switches the cache off must not be refused.
      protection: { ...protection, preventDestroy: false },
    });
    const subnets = new ElasticacheSubnetGroup(this, 'subnets', {
      name: resourceName('cacheSubnetGroup', name, 'sessions'),
      description: `Database subnets of ${name}`,
      subnetIds: props.subnetIds,
      // A cache stays in its subnet group (ElastiCache API, ModifyReplicationGroup): a new name must not replace the
      // group.
      lifecycle: { ignoreChanges: ['name'] },
    });
    const failover = sessions.replicas > 0;
    const cache = new ElasticacheReplicationGroup(this, 'cache', {
      replicationGroupId: resourceName('cache', name, 'sessions'),
      description: `PHP sessions of ${name}`,
      engine: 'valkey',
      engineVersion,
      nodeType: sessions.nodeType,
      numCacheClusters: 1 + sessions.replicas,
      automaticFailoverEnabled: failover,
      multiAzEnabled: failover,
      port,
      subnetGroupName: subnets.name,
      securityGroupIds: [props.securityGroupId],
      atRestEncryptionEnabled: 'true',
      kmsKeyId: key.arn,
      transitEncryptionEnabled: true,
      // Without TLS there is no answer.
      transitEncryptionMode: 'required',
      snapshotRetentionLimit: 1,
      snapshotWindow: '01:30-02:30',
      maintenanceWindow: 'sun:03:00-sun:04:00',
      autoMinorVersionUpgrade: 'true',
      applyImmediately: !protection.deletionProtection,
    });
    new SessionAlarms(this, 'alarms', {
      sessions,
      environment,
      cacheName: cache.replicationGroupId,
      topicArn: props.topicArn,
    });
    this.facts = {
      sessionHost: cache.primaryEndpointAddress,
      sessionPort: String(port),
    };
  }
}

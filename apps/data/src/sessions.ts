import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { EncryptionKey } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { SessionAlarms } from './session-alarms';

/** Where PHP sessions are, for those who use them. */
export interface SessionFacts {
  readonly sessionHost: string;
  readonly sessionPort: string;
}

export interface SessionsProps {
  readonly sessions: Extract<Environment['sessions'], { store: 'elasticache' }>;
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  readonly subnetIds: string[];
  /** Who is let in. */
  readonly securityGroupId: string;
  readonly topicArn: string;
}

const port = 6379;
/** Major and minor only: ElastiCache installs patches by itself. */
const engineVersion = '8.0';

/**
 * A cache for PHP sessions that all web servers share, so that a visitor stays signed in when the server that he began on
 * goes. Nobody but whom the firewall lets in reaches it, and only over TLS. It has no password: one that Terraform sets
 * would lie in its state, and IAM's tokens end after 15 minutes, which PHP's session handler knows nothing of.
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
      // What it encrypts can be lost: switching the cache off must not be refused.
      protection: { ...protection, preventDestroy: false },
    });
    const subnets = new ElasticacheSubnetGroup(this, 'subnets', {
      name: resourceName('cacheSubnetGroup', name, 'sessions'),
      description: `Database subnets of ${name}`,
      subnetIds: props.subnetIds,
      // A cache stays in the group that it was made in (ElastiCache API, ModifyReplicationGroup): another name must not replace it.
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
      // Without TLS there is no answer at all.
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

import { SecurityGroup } from '@malinshopper/constructs';
import { networkContract } from '@malinshopper/network/contract';
import { hostOf, type Environment } from '@malinshopper/environments';
import { EnvironmentStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { Content } from './content';
import type { ContentQueue } from './content-queue';
import { dataContract } from './contract';
import { Database, type DatabaseFacts } from './database';
import { Sessions, type SessionFacts } from './sessions';

/** What an environment keeps: its database, its content with the CDN in front, and the revisions of the application. */
export class DataStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'data' });
    const network = networkContract.read(this, environment);

    const database = this.ownOrBorrowedDatabase(network);
    const content = new Content(this, 'content', {
      environment,
      protection: this.protection,
      contentBucketName: this.bucketName('content'),
      packageBucketName: this.bucketName('packages'),
      cdnCertificateArn: network.cdnCertificateArn,
      hostedZoneId: network.hostedZoneId,
    });

    // Also without a cache. It could not go when the cache does: the rules of `compute` that name it go later.
    const sessionFirewall = new SecurityGroup(this, 'session-firewall', {
      name: this.nameFor('securityGroup', 'sessions'),
      description: 'The session cache: each role that needs it lets itself in',
      vpcId: network.vpcId,
    });

    dataContract.publish(this, {
      ...database,
      ...this.sessionsOrNone(network, sessionFirewall),
      sessionSecurityGroupId: sessionFirewall.id,
      // MySQL allows no hyphen in a name without quotes (MySQL reference manual, "Schema object names").
      databaseName: `malinshopper_${environment.name.replaceAll('-', '_')}`,
      contentBucketName: content.contentBucket.name,
      contentBucketArn: content.contentBucket.arn,
      contentQueueUrls: byWorker(content.queues, ({ url }) => url),
      contentQueueArns: byWorker(content.queues, ({ arn }) => arn),
      packageBucketName: content.packageBucket.name,
      packageBucketArn: content.packageBucket.arn,
      bucketKeyArn: content.keyArn,
      staticDomain: content.staticDomain,
      distributionId: content.distributionId,
    });
  }

  private ownOrBorrowedDatabase(network: DatabaseNetwork): DatabaseFacts {
    const { environment } = this;
    const { database } = environment;
    if (database.placement === 'shared') {
      const host = dataContract.read(this, hostOf(environment, 'database'));
      const { databaseHost, databasePort, databaseSecretArn, databaseKeyArn, databaseSecurityGroupId } = host;
      return { databaseHost, databasePort, databaseSecretArn, databaseKeyArn, databaseSecurityGroupId };
    }
    const { facts } = new Database(this, 'database', {
      database,
      environment,
      protection: this.protection,
      identifier: this.nameFor('database', 'mysql'),
      vpcId: network.vpcId,
      subnetIds: network.databaseSubnetIds,
      logKeyArn: network.logKeyArn,
    });
    return facts;
  }

  /** Never a host's: two applications with one cache would read each other's sessions. */
  private sessionsOrNone({ databaseSubnetIds }: DatabaseNetwork, firewall: SecurityGroup): SessionFacts {
    const { environment, protection } = this;
    const { sessions } = environment;
    if (sessions.store === 'instance') return { sessionHost: '', sessionPort: '' };
    const cache = new Sessions(this, 'sessions', {
      sessions,
      environment,
      protection,
      subnetIds: databaseSubnetIds,
      securityGroupId: firewall.id,
    });
    return cache.facts;
  }
}

const byWorker = (queues: Content['queues'], fact: (queue: ContentQueue) => string) =>
  Object.fromEntries(queues.map(([worker, queue]) => [worker, fact(queue)]));

interface DatabaseNetwork {
  readonly vpcId: string;
  readonly databaseSubnetIds: string[];
  readonly logKeyArn: string;
}

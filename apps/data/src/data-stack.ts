import { accountContract } from '@malinshopper/account/contract';
import { SecurityGroup } from '@malinshopper/constructs';
import { networkContract } from '@malinshopper/network/contract';
import { hostOf, type Environment } from '@malinshopper/environments';
import { EnvironmentStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { Backup } from './backup/backup';
import { Content } from './content/content';
import type { ContentQueue } from './content/content-queue';
import { dataContract } from './contract';
import { Database } from './database/database';
import { Sessions, type SessionFacts } from './sessions';
import { DatabaseUsers, type UsedServer } from './users/database-users';
import { UsersJob } from './users/users-job';

/**
 * The stored data of an environment: its database, its content with the CDN in front, and the revisions of the
 * application.
 */
export class DataStack extends EnvironmentStack {
  /** The topic for alarms in the region of the environment. */
  private readonly topicArn: string;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'data' });
    const { account } = environment;
    const ofAccount = accountContract.read(this, { name: account.name, account });
    this.topicArn = ofAccount.alarmTopicArns('data');
    const network = networkContract.read(this, environment);

    const server = this.ownServerOrNone(network);
    const content = new Content(this, 'content', {
      environment,
      protection: this.protection,
      contentBucketName: this.bucketName('content'),
      packageBucketName: this.bucketName('packages'),
      cdnCertificateArn: network.cdnCertificateArn,
      hostedZoneId: network.hostedZoneId,
      accessLogBucketName: ofAccount.accessLogBucketName,
      topicArn: this.topicArn,
      globalTopicArn: ofAccount.globalAlarmTopicArns('data'),
    });

    // Exists without a cache too. The group cannot be deleted with the cache, because the rules of `compute` that refer
    // to it are deleted later.
    const sessionFirewall = new SecurityGroup(this, 'session-firewall', {
      name: this.nameFor('securityGroup', 'sessions'),
      description: 'The session cache: each role that needs it lets itself in',
      vpcId: network.vpcId,
      openedBy: 'compute',
    });
    this.backUp(content, server);
    const used = server ? this.withJob(server, network, content) : this.borrowedServer();
    const users = new DatabaseUsers(this, 'users', { environment, protection: this.protection, ...used });

    dataContract.publish(this, {
      ...used.facts,
      databaseUsersFunctionName: used.functionName,
      databaseSecretArns: { ...users.secretArns },
      ...this.sessionsOrNone(network, sessionFirewall),
      sessionSecurityGroupId: sessionFirewall.id,
      // MySQL allows no hyphen in an unquoted name (MySQL reference manual, "Schema object names").
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

  private ownServerOrNone(network: DataNetwork): Database | undefined {
    const { environment } = this;
    const { database } = environment;
    if (database.placement === 'shared') return undefined;
    return new Database(this, 'database', {
      database,
      environment,
      protection: this.protection,
      identifier: this.nameFor('database', 'mysql'),
      vpcId: network.vpcId,
      subnetIds: network.databaseSubnetIds,
      logKeyArn: network.logKeyArn,
      topicArn: this.topicArn,
    });
  }

  /**
   * An environment with its own server also has the function that creates users on it, for itself and for borrowers.
   */
  private withJob(server: Database, { vpcId, privateSubnetIds, logKeyArn }: DataNetwork, content: Content): UsedServer {
    const { functionName, ready } = new UsersJob(this, 'users-job', {
      environment: this.environment,
      server,
      vpcId,
      subnetIds: privateSubnetIds,
      logKeyArn,
      packageBucketName: content.packageBucket.name,
      bucketKeyArn: content.keyArn,
    });
    return { facts: server.facts, functionName, ready };
  }

  private borrowedServer(): UsedServer {
    const host = dataContract.read(this, hostOf(this.environment, 'database'));
    const { databaseHost, databasePort, databaseKeyArn } = host;
    const { databaseSecurityGroupId, databaseClientSecurityGroupId } = host;
    const groups = { databaseSecurityGroupId, databaseClientSecurityGroupId };
    return {
      facts: { databaseHost, databasePort, databaseKeyArn, ...groups },
      functionName: host.databaseUsersFunctionName,
    };
  }

  /** Never the host's cache: two applications with one cache would read each other's sessions. */
  private sessionsOrNone({ databaseSubnetIds }: DataNetwork, firewall: SecurityGroup): SessionFacts {
    const { environment, protection } = this;
    const { sessions } = environment;
    if (sessions.store === 'instance') return { sessionHost: '', sessionPort: '' };
    const cache = new Sessions(this, 'sessions', {
      sessions,
      environment,
      protection,
      subnetIds: databaseSubnetIds,
      securityGroupId: firewall.id,
      topicArn: this.topicArn,
    });
    return cache.facts;
  }

  private backUp(content: Content, server?: Database): void {
    const { environment, protection } = this;
    const { backup, database } = environment;
    if (backup.plan === 'none') return;
    if (!server) {
      throw new Error(
        `Environment ${environment.name} has backup.plan ${JSON.stringify(backup.plan)}, but its database is ` +
          `${database.placement}: the host backs it up. Give the environment a database of its own, or the plan "none".`,
      );
    }
    new Backup(this, 'backup', {
      environment,
      protection,
      keepDays: backup.keepDays,
      databaseArn: server.arn,
      databaseKeyArn: server.facts.databaseKeyArn,
      bucketArn: content.contentBucket.arn,
      bucketKeyArn: content.keyArn,
      topicArn: this.topicArn,
    });
  }
}

const byWorker = (queues: Content['queues'], fact: (queue: ContentQueue) => string) =>
  Object.fromEntries(queues.map(([worker, queue]) => [worker, fact(queue)]));

interface DataNetwork {
  readonly vpcId: string;
  readonly databaseSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly logKeyArn: string;
}

import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { EncryptionKey, LogGroup, SecurityGroup, ServiceRole } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { DataResource, propertyAccess, TerraformResource, Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DatabaseAlarms } from './database-alarms';
import { DatabaseEvents } from './database-events';
import { enhancedMonitoring } from './enhanced-monitoring';
import { hasPerformanceInsights, type OwnDatabase } from './instance-class';

/** The properties of a database server that other constructs use. */
export interface DatabaseFacts {
  readonly databaseHost: string;
  readonly databasePort: string;
  readonly databaseKeyArn: string;
  readonly databaseSecurityGroupId: string;
  readonly databaseClientSecurityGroupId: string;
}

export interface DatabaseProps {
  readonly database: OwnDatabase;
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  readonly identifier: string;
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly logKeyArn: string;
  /** The topic for alarms and RDS's events, see `databaseEventPublisher`. */
  readonly topicArn: string;
}

const port = 3306;
/**
 * Major and minor only: RDS installs patches automatically, and with a full version each would be a difference in the
 * plan.
 */
const engineVersion = '8.4';
const logs = ['error', 'slowquery'] as const;

const parameters = {
  character_set_server: 'utf8mb4',
  collation_server: 'utf8mb4_0900_ai_ci',
  require_secure_transport: '1',
  slow_query_log: '1',
  long_query_time: '1',
  log_output: 'FILE',
};

/**
 * True if a cluster can use the server. It then adds its own ingress rule, because its nodes cannot be members of the
 * client group. A server outside production can be lent to an environment with a cluster.
 */
const isOpenToClusters = ({ hadoop, kind }: Environment) => hadoop.mode === 'cluster' || kind !== 'production';

/**
 * A MySQL server in the database subnets. RDS generates its password and keeps it in Secrets Manager, so that no state,
 * plan or log ever contains it.
 */
export class Database extends Construct {
  readonly facts: DatabaseFacts;
  readonly arn: string;
  /** The secret of the master user. Only the function that creates the other users reads it. */
  readonly masterSecretArn: string;
  /** The rules by which members of the client group reach the server. */
  readonly ways: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { database, environment, protection, identifier } = props;
    const { account } = environment;

    const key = new EncryptionKey(this, 'key', {
      description: `Database server of ${environment.name}, and its master password`,
      alias: resourceName('keyAlias', 'malinshopper', environment.name, 'database'),
      accountId: account.id,
      protection,
    });
    const firewall = new SecurityGroup(this, 'firewall', {
      name: resourceName('securityGroup', environment.name, 'database'),
      description: 'The database server: lets in the members of its client group',
      vpcId: props.vpcId,
      openedBy: isOpenToClusters(environment) ? 'compute' : undefined,
    });
    const clients = new SecurityGroup(this, 'clients', {
      name: resourceName('securityGroup', environment.name, 'database-clients'),
      description: 'Whatever reaches the database server, of all environments that use it',
      vpcId: props.vpcId,
    });
    // One rule for all: a rule for each role of each environment would count towards the limit of 60 for a group (VPC
    // user guide, "Amazon VPC quotas"), and the fifteenth branch would be refused.
    firewall.allowFrom('clients', {
      peer: { securityGroup: clients },
      port,
      description: 'Members of the client group',
    });
    clients.allowTo('server', { peer: { securityGroup: firewall }, port, description: 'The database server' });
    this.ways = [...firewall.rules, ...clients.rules];
    const subnets = new DbSubnetGroup(this, 'subnets', {
      name: resourceName('databaseGroup', environment.name, 'database'),
      description: `Database subnets of ${environment.name}`,
      subnetIds: props.subnetIds,
      // RDS moves no server to another subnet group of the same VPC (RDS user guide, "Updating the VPC for a DB
      // instance"): a new name must not replace the group.
      lifecycle: { ignoreChanges: ['name'] },
    });
    const settings = new DbParameterGroup(this, 'settings', {
      // A prefix: a group of another family is created before the old one is deleted.
      namePrefix: `${resourceName('databaseGroupPrefix', environment.name, 'mysql')}-`,
      description: `MySQL ${engineVersion} of ${environment.name}`,
      family: `mysql${engineVersion}`,
      parameter: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      lifecycle: { createBeforeDestroy: true },
    });
    const monitoring = new ServiceRole(this, 'monitoring', {
      name: resourceName('role', environment.name, 'database-monitoring'),
      description: `Enhanced monitoring of the database server of ${environment.name}`,
      service: 'monitoring.rds.amazonaws.com',
      sourceAccount: account.id,
      policies: { write: enhancedMonitoring(environment) },
    });
    // Created before RDS writes: a group that RDS creates has no encryption and no retention.
    const logGroups = logs.map(
      (log) =>
        new LogGroup(this, `log-${log}`, {
          name: resourceName('logGroup', `/aws/rds/instance/${identifier}/${log}`),
          retentionDays: environment.logRetentionDays,
          encryptionKeyArn: props.logKeyArn,
        }),
    );

    const insights = hasPerformanceInsights(database.instanceClass);
    const server = new DbInstance(this, 'server', {
      identifier,
      engine: 'mysql',
      engineVersion,
      // RDS enrols a server in Extended Support unless it opts out, and bills it by vCPU and hour from the end of the
      // version's standard support (RDS user guide, "Amazon RDS Extended Support with Amazon RDS").
      engineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      instanceClass: database.instanceClass,
      storageType: 'gp3',
      allocatedStorage: database.storageGiB,
      maxAllocatedStorage: database.maxStorageGiB,
      storageEncrypted: true,
      kmsKeyId: key.arn,
      multiAz: database.multiAz,
      username: 'malinshopper',
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key.arn,
      iamDatabaseAuthenticationEnabled: true,
      port,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [firewall.id],
      publiclyAccessible: false,
      parameterGroupName: settings.name,
      caCertIdentifier: 'rds-ca-rsa2048-g1',
      backupRetentionPeriod: database.backupRetentionDays,
      backupWindow: '01:30-02:30',
      maintenanceWindow: 'sun:03:00-sun:04:00',
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      enabledCloudwatchLogsExports: [...logs],
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.arn,
      performanceInsightsEnabled: insights,
      ...(insights && { performanceInsightsKmsKeyId: key.arn, performanceInsightsRetentionPeriod: 7 }),
      deletionProtection: protection.deletionProtection,
      skipFinalSnapshot: protection.skipFinalSnapshot,
      finalSnapshotIdentifier: protection.skipFinalSnapshot ? undefined : `${identifier}-final-${this.birth()}`,
      applyImmediately: !protection.deletionProtection,
      lifecycle: { preventDestroy: protection.preventDestroy },
      dependsOn: [
        ...logGroups.flatMap(({ node }) => node.children.filter(TerraformResource.isTerraformResource)),
        // If the security group is replaced, its new rules are created before the server switches to it, and the old
        // rules are deleted afterwards.
        ...this.ways,
      ],
    });
    new DatabaseAlarms(this, 'alarms', {
      database,
      environment,
      identifier: server.identifier,
      topicArn: props.topicArn,
    });
    new DatabaseEvents(this, 'events', {
      environment,
      identifier: server.identifier,
      parameterGroupName: settings.name,
      topicArn: props.topicArn,
    });
    this.arn = server.arn;
    this.masterSecretArn = server.masterUserSecret.get(0).secretArn;
    this.facts = {
      databaseHost: server.address,
      databasePort: String(port),
      databaseKeyArn: key.arn,
      databaseSecurityGroupId: firewall.id,
      databaseClientSecurityGroupId: clients.id,
    };
  }

  /**
   * The creation time of this server: two successive servers with one name must not share the name of a final snapshot.
   */
  private birth(): string {
    const birth = new DataResource(this, 'birth', {
      input: { at: '${formatdate("YYYYMMDDhhmmss", timestamp())}' },
      lifecycle: { ignoreChanges: ['input'] },
    });
    return Token.asString(propertyAccess(birth.output, ['at']));
  }
}

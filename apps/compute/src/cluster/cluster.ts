import { EmrCluster } from '@cdktf/provider-aws/lib/emr-cluster';
import { Bucket, EncryptionKey, LogGroup, serviceLinkedRolesMayUse, ServiceRole } from '@malinshopper/constructs';
import type { WorkerRole } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { DataResource, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { instanceProfile } from '../group/instance-profile';
import type { Surroundings } from '../surroundings';
import { ClusterFirewall } from './cluster-firewall';
import { fixedFleets, fixedOfTaskFleet, managedScaling, taskFleet, type Hadoop } from './fleets';
import { nodePermissions } from './node-permissions';
import { securityConfiguration } from './security-configuration';
import { emrTag, servicePermissions } from './service-permissions';
import { ReleaseObject } from './release-object';
import { SetupObject } from './setup-object';

/**
 * Hadoop 3.4 on Amazon Linux 2023 (EMR release guide, "Amazon EMR 7.x release versions"). Another release needs a new
 * cluster.
 */
const release = 'emr-7.12.0';

export interface ClusterProps {
  readonly hadoop: Hadoop;
  readonly surroundings: Surroundings;
  readonly protection: ProtectionSettings;
  readonly logBucketName: string;
  /** The log group of each role with a job on the cluster: the same that its own instances would have. */
  readonly logs: Readonly<Partial<Record<WorkerRole, LogGroup>>>;
}

/**
 * An EMR cluster that replaces workers: AWS's distribution of Hadoop, run by AWS. It uses the workers' network,
 * database, content and packages, and their jobs start on its primary node as on a worker.
 */
export class Cluster extends Construct {
  readonly clusterId: string;
  /** The S3 URI of the script that updates the primary node. */
  readonly setupUri: string;
  /** The S3 URI of the program that installs a release there. */
  readonly releaseUri: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { hadoop, surroundings } = props;
    const { environment, network } = surroundings;
    const firewall = new ClusterFirewall(this, 'firewall', surroundings);
    const { key, logBucket } = this.ownStorage(props);
    const nodeRole = this.nodeRole(props, key, logBucket);
    const profile = instanceProfile(this, resourceName('instanceProfile', environment.name, 'cluster-node'), nodeRole);
    const groups = [firewall.primary, firewall.nodes, firewall.service];
    const service = new ServiceRole(this, 'service', {
      name: resourceName('role', environment.name, 'cluster-service'),
      description: `EMR, for the Hadoop cluster of ${environment.name}`,
      service: 'elasticmapreduce.amazonaws.com',
      sourceAccount: environment.account.id,
      policies: servicePermissions({
        surroundings,
        securityGroupArns: groups.map(({ arn }) => arn),
        nodeRoleArn: nodeRole.arn,
        keyArn: key.arn,
      }),
    });
    const setup = new SetupObject(this, 'setup', { roles: hadoop.replaces, surroundings });
    const fixed = new DataResource(this, 'fixed', {
      triggersReplace: {
        // The provider would request a second task fleet, and EMR would refuse it.
        ...fixedOfTaskFleet(hadoop),
        // EMR does not terminate a protected cluster: instead, a step updates the running one.
        ...(!props.protection.deletionProtection && { setup: setup.checksum }),
      },
    });

    const cluster = new EmrCluster(this, 'Resource', {
      name: resourceName('cluster', environment.name, 'hadoop'),
      releaseLabel: release,
      applications: ['Hadoop'],
      ...fixedFleets(hadoop),
      ec2Attributes: {
        // EMR chooses one of them by capacity.
        subnetIds: network.privateSubnetIds,
        instanceProfile: profile.arn,
        emrManagedMasterSecurityGroup: firewall.primary.id,
        emrManagedSlaveSecurityGroup: firewall.nodes.id,
        serviceAccessSecurityGroup: firewall.service.id,
      },
      ebsRootVolumeSize: 30,
      serviceRole: service.arn,
      securityConfiguration: securityConfiguration(this, surroundings, key.arn).name,
      logUri: `s3://${logBucket.name}/`,
      logEncryptionKmsKeyId: key.arn,
      bootstrapAction: [{ name: 'setup', path: setup.uri }],
      // A place in which each user can create its own folder: the jobs' user has no home in HDFS.
      configurationsJson: JSON.stringify([
        { Classification: 'mapred-site', Properties: { 'yarn.app.mapreduce.am.staging-dir': '/tmp' } },
      ]),
      terminationProtection: props.protection.deletionProtection,
      unhealthyNodeReplacement: true,
      scaleDownBehavior: 'TERMINATE_AT_TASK_COMPLETION',
      stepConcurrencyLevel: hadoop.replaces.length,
      tags: { [emrTag.key]: emrTag.value, Role: 'cluster' },
      // EMR needs them from the first node to the last.
      dependsOn: [service, nodeRole, firewall, logBucket].flatMap(resourcesOf),
      lifecycle: {
        // By its address: cdktf would make an expression of the resource, which Terraform does not accept here.
        replaceTriggeredBy: [`${DataResource.tfResourceType}.${fixed.friendlyUniqueId}`],
      },
    });
    taskFleet(this, cluster.id, hadoop);
    managedScaling(this, cluster.id, hadoop);
    this.clusterId = cluster.id;
    this.setupUri = setup.uri;
    this.releaseUri = new ReleaseObject(this, 'release', surroundings).uri;
  }

  /**
   * The key of disks and logs, and the bucket of EMR's own logs. A move back to workers needs no data from them, so
   * neither is protected: the output of jobs is in their log groups.
   */
  private ownStorage({ hadoop, surroundings: { environment, account }, protection, logBucketName }: ClusterProps) {
    const expendable = { ...protection, preventDestroy: false, forceDestroy: true };
    const key = new EncryptionKey(this, 'key', {
      description: `Disks and logs of the Hadoop cluster of ${environment.name}`,
      alias: resourceName('keyAlias', 'malinshopper', environment.name, 'cluster'),
      accountId: environment.account.id,
      protection: expendable,
      // EC2 starts the spot instances. EMR starts all other instances.
      statements: hadoop.task.maxUnits > 0 ? serviceLinkedRolesMayUse(environment.account, ['spot']) : [],
    });
    const logBucket = new Bucket(this, 'logs', {
      name: logBucketName,
      protection: expendable,
      encryptionKeyArn: key.arn,
      accessLogs: { bucketName: account.accessLogBucketName, prefix: `${environment.name}/cluster-logs/` },
      expiry: [{ id: 'old-logs', days: environment.logRetentionDays, oldVersionsDays: 1 }],
    });
    return { key, logBucket };
  }

  private nodeRole({ surroundings, logs }: ClusterProps, key: EncryptionKey, logBucket: Bucket): ServiceRole {
    const { environment } = surroundings;
    const logGroups = Object.fromEntries(Object.entries(logs).map(([role, log]) => [role, log.arn]));
    return new ServiceRole(this, 'node', {
      name: resourceName('role', environment.name, 'cluster-node'),
      description: `Nodes of the Hadoop cluster of ${environment.name}`,
      service: 'ec2.amazonaws.com',
      policies: nodePermissions({ surroundings, logGroups, logBucketArn: logBucket.arn, keyArn: key.arn }),
    });
  }
}

const resourcesOf = (construct: Construct) => construct.node.findAll().filter(TerraformResource.isTerraformResource);

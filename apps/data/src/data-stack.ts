import { networkContract } from '@malinshopper/network/contract';
import { hostOf, type Environment } from '@malinshopper/environments';
import { EnvironmentStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { Content } from './content';
import { dataContract } from './contract';
import { Database, type DatabaseFacts } from './database';

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

    dataContract.publish(this, {
      ...database,
      // MySQL allows no hyphen in a name without quotes (MySQL reference manual, "Schema object names").
      databaseName: `malinshopper_${environment.name.replaceAll('-', '_')}`,
      contentBucketName: content.contentBucket.name,
      contentBucketArn: content.contentBucket.arn,
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
}

interface DatabaseNetwork {
  readonly vpcId: string;
  readonly databaseSubnetIds: string[];
  readonly logKeyArn: string;
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import { LogGroup, SecurityGroup, ServiceRole, type PolicyStatement } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { TerraformResource, type ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { Database } from '../database/database';
import { zip } from './zip';

const file = (name: string) => readFileSync(join(__dirname, 'files', name), 'utf8');
const code = zip({ 'index.js': file('index.cjs'), 'mysql.cjs': file('mysql.cjs') });
const hash = (encoding: 'hex' | 'base64') => createHash('sha256').update(code).digest(encoding);

export interface UsersJobProps {
  readonly environment: Environment;
  readonly server: Database;
  readonly vpcId: string;
  /** Subnets that reach Secrets Manager through NAT. */
  readonly subnetIds: string[];
  readonly logKeyArn: string;
  readonly packageBucketName: string;
  readonly bucketKeyArn: string;
}

/**
 * The function that creates schemas and users on a database server, for each environment that uses it, and drops them:
 * a Lambda function in the server's network. No other identity reads the secret of the master user
 * (docs/adr/0025-database-users.md).
 */
export class UsersJob extends Construct {
  readonly functionName: string;
  /** The resources that must exist before the function's first call and until its last one. */
  readonly ready: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: UsersJobProps,
  ) {
    super(scope, id);
    const { environment, server } = props;
    const name = resourceName('function', environment.name, 'database-users');
    const log = new LogGroup(this, 'log', {
      name: resourceName('logGroup', `/aws/lambda/${name}`),
      retentionDays: environment.logRetentionDays,
      encryptionKeyArn: props.logKeyArn,
    });
    const role = new ServiceRole(this, 'role', {
      name: resourceName('role', environment.name, 'database-users'),
      description: `Creates schemas and users on the database server of ${environment.name}`,
      service: 'lambda.amazonaws.com',
      sourceAccount: environment.account.id,
      policies: {
        log: [{ Sid: 'OwnLog', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${log.arn}:*` }],
        network: inTheNetwork(environment),
        secrets: secretsOfUsers(environment, server),
      },
    });
    const firewall = this.firewall();
    const object = new S3Object(this, 'code', {
      bucket: props.packageBucketName,
      // New code is a new object, to which the function is then updated.
      key: `functions/database-users-${hash('hex').slice(0, 12)}.zip`,
      contentBase64: code.toString('base64'),
      kmsKeyId: props.bucketKeyArn,
      bucketKeyEnabled: true,
    });
    const job = new LambdaFunction(this, 'Resource', {
      functionName: name,
      description: `Creates and drops schemas and users on the database server of ${environment.name}`,
      role: role.arn,
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      s3Bucket: object.bucket,
      s3Key: object.key,
      sourceCodeHash: hash('base64'),
      memorySize: 256,
      timeout: 60,
      vpcConfig: {
        subnetIds: props.subnetIds,
        securityGroupIds: [firewall.id, server.facts.databaseClientSecurityGroupId],
      },
      // Lambda keeps its interfaces for a while after the function. With the network's default group on them, the
      // function's own group can be deleted immediately.
      replaceSecurityGroupsOnDestroy: true,
      loggingConfig: { logFormat: 'JSON', logGroup: log.name },
      environment: {
        variables: {
          DATABASE_HOST: server.facts.databaseHost,
          DATABASE_PORT: server.facts.databasePort,
          MASTER_SECRET_ARN: server.masterSecretArn,
          SERVER_OF: environment.name,
          // The certificate authorities of Amazon's services, RDS's included (Lambda developer guide, "Building Lambda
          // functions with Node.js": runtimes since Node.js 20 do not load them automatically).
          NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
        },
      },
      // With the role's policies, also on destruction: Lambda deletes its network interfaces as this role.
      dependsOn: resourcesIn(role),
    });
    this.functionName = job.functionName;
    this.ready = [job, ...resourcesIn(role), ...firewall.rules, ...server.ways];
  }

  private firewall(): SecurityGroup {
    const { environment, vpcId } = this.props;
    const group = new SecurityGroup(this, 'firewall', {
      name: resourceName('securityGroup', environment.name, 'database-users'),
      description: 'The job that makes users on the database server',
      vpcId,
    });
    group.allowTo('secrets', {
      peer: { cidrIpv4: '0.0.0.0/0' },
      port: 443,
      description: 'Secrets Manager, through NAT',
    });
    return group;
  }
}

/** All Terraform resources of a construct. */
const resourcesIn = (of: IConstruct) => of.node.findAll().filter(TerraformResource.isTerraformResource);

/**
 * The permissions of AWSLambdaVPCAccessExecutionRole without logs, in this account only (Lambda developer guide,
 * "Giving Lambda functions access to resources in an Amazon VPC": Lambda checks its permission to delete an interface
 * against resources of every kind).
 */
const inTheNetwork = ({ account, region }: Environment): readonly PolicyStatement[] => [
  {
    Sid: 'NetworkInterfaces',
    Action: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:UnassignPrivateIpAddresses',
    ],
    Resource: `arn:aws:ec2:${region}:${account.id}:*/*`,
  },
  // EC2 supports no resource-level permissions for these.
  { Sid: 'Look', Action: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'], Resource: '*' },
];

/**
 * The master's secret is read; the secrets of users are read and written, for every environment that can use the
 * server.
 */
function secretsOfUsers({ account, region }: Environment, server: Database): readonly PolicyStatement[] {
  return [
    { Sid: 'Master', Action: 'secretsmanager:GetSecretValue', Resource: server.masterSecretArn },
    {
      Sid: 'Users',
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      Resource: `arn:aws:secretsmanager:${region}:${account.id}:secret:malinshopper/*/database/*`,
    },
    {
      Sid: 'Encrypt',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: server.facts.databaseKeyArn,
      Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    },
  ];
}

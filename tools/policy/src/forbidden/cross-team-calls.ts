import { ciBoundaryArn, ciRoleArn, isExpendable, workloadBoundaryArn, type TeamName } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { lookalikeCalls } from './lookalikes';
import { backupLossCalls } from './backup-loss';
import { bucketOf, call, inNoRegion, regional, type Who } from './who';

const zone = 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ';
const record = (what: string, name: string, type: string, at = zone) =>
  call(what, 'route53:ChangeResourceRecordSets', at, {
    ...inNoRegion,
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name],
    'route53:ChangeResourceRecordSetsRecordTypes': [type],
  });

/** Calls across teams that each team might be tempted to make, and that have to be refused. */
export const crossTeamCalls: Record<TeamName, (who: Who) => Call[]> = {
  platform: (who) => [
    call(
      'edit the boundary of another team',
      'iam:CreatePolicyVersion',
      ciBoundaryArn(who.account, 'network'),
      inNoRegion,
    ),
    call('give a role of CI the boundary of workloads', 'iam:CreateRole', ciRoleArn(who.account, 'data', 'plan'), {
      ...inNoRegion,
      'iam:PermissionsBoundary': workloadBoundaryArn(who.account, 'account'),
    }),
    call('give a role of CI administrator access', 'iam:AttachRolePolicy', ciRoleArn(who.account, 'data', 'plan'), {
      ...inNoRegion,
      'iam:PermissionsBoundary': ciBoundaryArn(who.account, 'data'),
      'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    call(
      'remove the boundary of a role of CI',
      'iam:DeleteRolePermissionsBoundary',
      ciRoleArn(who.account, 'data', 'plan'),
      inNoRegion,
    ),
    call('delete a zone', 'route53:DeleteHostedZone', zone, inNoRegion),
    call('stop signing a zone', 'route53:DisableHostedZoneDNSSEC', zone, inNoRegion),
    record('move a website', 'testing.malinshopper.com', 'A'),
    call('disable the encryption of volumes', 'ec2:DisableEbsEncryptionByDefault', '*'),
    call(
      'change a budget of another owner',
      'budgets:ModifyBudget',
      `arn:aws:budgets::${who.account.id}:budget/other`,
      inNoRegion,
    ),
  ],
  network: (who) => [
    record('move a website', 'testing.malinshopper.com', 'A'),
    record('create another record for a website', 'testing.malinshopper.com', 'CNAME'),
    record('validate a name by a TXT record', '_acme.testing.malinshopper.com', 'TXT'),
    record('validate a name of another zone', '_x.example.com', 'CNAME', 'arn:aws:route53:::hostedzone/ZOTHER'),
    call('delete the database', 'rds:DeleteDBInstance', regional(who, 'rds', 'db:x'), {
      'aws:ResourceTag/Team': 'data',
    }),
  ],
  data: (who) => [
    record('move the website', 'testing.malinshopper.com', 'A'),
    record('create another record for the content', 'static.testing.malinshopper.com', 'CNAME'),
    call('open the load balancer', 'ec2:AuthorizeSecurityGroupIngress', regional(who, 'ec2', 'security-group/x'), {
      'aws:ResourceTag/Team': 'compute',
    }),
    call(
      'create a security group in a network without a team',
      'ec2:CreateSecurityGroup',
      regional(who, 'ec2', 'vpc/x'),
    ),
    call('use its key directly', 'kms:GenerateDataKey', regional(who, 'kms', 'key/x'), {
      'aws:ResourceTag/Team': 'data',
    }),
    call('use a key of another team through S3', 'kms:GenerateDataKey', regional(who, 'kms', 'key/x'), {
      'aws:ResourceTag/Team': 'compute',
      'kms:ViaService': 's3.eu-west-1.amazonaws.com',
    }),
    call('call the function of another team', 'lambda:InvokeFunction', regional(who, 'lambda', 'function:x'), {
      'aws:ResourceTag/Team': 'compute',
    }),
    call(
      'read the secret of a user',
      'secretsmanager:GetSecretValue',
      regional(who, 'secretsmanager', 'secret:malinshopper/x-AbCdEf'),
      {
        'aws:ResourceTag/Team': 'data',
      },
    ),
    call(
      'read all versions in the package bucket',
      's3:GetObjectVersion',
      `${bucketOf(who, 'packages')}/releases/1.zip`,
    ),
    call('replace a revision', 's3:PutObject', `${bucketOf(who, 'packages')}/releases/1.zip`),
    call('use a key of another team through RDS', 'kms:CreateGrant', regional(who, 'kms', 'key/x'), {
      'aws:ResourceTag/Team': 'compute',
      'kms:ViaService': 'rds.eu-west-1.amazonaws.com',
    }),
    call(
      'create a secret without RDS',
      'secretsmanager:CreateSecret',
      regional(who, 'secretsmanager', 'secret:x-AbCdEf'),
    ),
    call('delete the logs of the load balancer', 's3:DeleteBucket', bucketOf(who, 'load-balancer-logs')),
    call('write content', 's3:PutObject', `${bucketOf(who, 'content')}/fetcher/current`),
    call('receive messages from a queue', 'sqs:ReceiveMessage', regional(who, 'sqs', 'x'), {
      'aws:ResourceTag/Team': 'data',
    }),
    call('log in to the database', 'rds-db:connect', regional(who, 'rds-db', 'dbuser:x/y')),
    call(
      'delete a backup of another team',
      'backup:DeleteRecoveryPoint',
      regional(who, 'rds', 'snapshot:awsbackup:x'),
      {
        'aws:ResourceTag/Team': 'compute',
      },
    ),
    ...lookalikeCalls(who),
    ...(isExpendable(who.account) ? [] : backupLossCalls(who)),
  ],
  compute: (who) => [
    ...lookalikeCalls(who),
    record('move the content', 'static.testing.malinshopper.com', 'A'),
    record('move a proof', '_x.testing.malinshopper.com', 'A'),
    record('create another record for a website', 'testing.malinshopper.com', 'CNAME'),
    call('open the network', 'ec2:AuthorizeSecurityGroupIngress', regional(who, 'ec2', 'security-group/x'), {
      'aws:ResourceTag/Team': 'network',
    }),
    call(
      'open egress from the database',
      'ec2:AuthorizeSecurityGroupEgress',
      regional(who, 'ec2', 'security-group/x'),
      {
        'aws:ResourceTag/Team': 'data',
      },
    ),
    call(
      'delete the security group of the database',
      'ec2:DeleteSecurityGroup',
      regional(who, 'ec2', 'security-group/x'),
      {
        'aws:ResourceTag/Team': 'data',
      },
    ),
    ...['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifySecurityGroupRules'].map((action) =>
      call('open the firewall of the database', action, regional(who, 'ec2', 'security-group/x'), {
        'aws:ResourceTag/Team': 'data',
      }),
    ),
    call(
      'create a security group in a network without a team',
      'ec2:CreateSecurityGroup',
      regional(who, 'ec2', 'vpc/x'),
    ),
    call('launch instances in a network without a team', 'ec2:RunInstances', regional(who, 'ec2', 'subnet/x')),
    call(
      'launch instances from a template without a team',
      'ec2:RunInstances',
      regional(who, 'ec2', 'launch-template/x'),
    ),
    call('encrypt with the key of the database', 'kms:GenerateDataKey', regional(who, 'kms', 'key/x'), {
      'aws:ResourceTag/Team': 'data',
      'kms:ViaService': 'rds.eu-west-1.amazonaws.com',
    }),
    call('decrypt with a key of the network', 'kms:Decrypt', regional(who, 'kms', 'key/x'), {
      'aws:ResourceTag/Team': 'network',
      'kms:ViaService': 's3.eu-west-1.amazonaws.com',
    }),
    call('put a revision into the package bucket', 's3:PutObject', `${bucketOf(who, 'packages')}/releases/1.zip`),
    call('read the certificates of a cluster', 's3:GetObject', `${bucketOf(who, 'packages')}/cluster/certificates.zip`),
    call('list all versions in the package bucket', 's3:ListBucketVersions', bucketOf(who, 'packages')),
    call('delete the content', 's3:DeleteBucket', bucketOf(who, 'content')),
    call(
      'run a step on a cluster',
      'elasticmapreduce:AddJobFlowSteps',
      regional(who, 'elasticmapreduce', 'cluster/j-1'),
      {
        'aws:ResourceTag/Team': 'compute',
      },
    ),
    call(
      'remove the firewall from another load balancer',
      'wafv2:DisassociateWebACL',
      regional(who, 'elasticloadbalancing', 'loadbalancer/app/other/1'),
    ),
  ],
  delivery: (who) => [
    call('release something', 'codedeploy:CreateDeployment', regional(who, 'codedeploy', 'deploymentgroup:x/y'), {
      'aws:ResourceTag/Team': 'delivery',
    }),
    call(
      'terminate the instances of a group',
      'autoscaling:UpdateAutoScalingGroup',
      regional(who, 'autoscaling', 'autoScalingGroup:u:autoScalingGroupName/x'),
      {
        'aws:ResourceTag/Team': 'compute',
      },
    ),
    call('put a revision into the package bucket', 's3:PutObject', `${bucketOf(who, 'packages')}/releases/1.zip`),
    record('move a website', 'testing.malinshopper.com', 'A'),
    call(
      'delete the load balancer',
      'elasticloadbalancing:DeleteLoadBalancer',
      regional(who, 'elasticloadbalancing', 'loadbalancer/app/x/1'),
      {
        'aws:ResourceTag/Team': 'compute',
      },
    ),
  ],
};

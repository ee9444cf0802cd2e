import { isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { must, said } from '../must';

const types = ['aws_db_instance'];
/** What is tried first. FSBP RDS.25 names admin and the engines' own. */
const commonNames = ['admin', 'administrator', 'awsuser', 'master', 'mysql', 'postgres', 'rdsadmin', 'root', 'user'];

/** Who gets to a database server, and as whom. What its subnets are is for MAL_NET_12, its firewall for MAL_NET_6. */
export const databaseAccessRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_17',
    covers: ['FSBP.RDS.2', 'tfsec.rds.no-public-db-access', 'D1'],
    title: 'No database server has an address in the internet',
    severity: 'critical',
    why: 'One wrong rule of its firewall, and everybody tries its passwords',
    fix: 'publiclyAccessible: false',
    types,
    check: must('publicly_accessible', (value) => !isTrue(value)),
  },
  {
    id: 'FSBP.RDS.18',
    covers: ['FSBP.RDS.46', 'AwsSolutions-AEC1', 'FSBP.ElastiCache.7', 'CKV_AWS_323', 'D1'],
    title: 'Every database server and cache is in subnets of ours',
    severity: 'high',
    why: 'Without a group of subnets AWS takes the default network, whose subnets are public',
    fix: 'Name a subnet group that is made of the network contract',
    types: ['aws_db_instance', 'aws_elasticache_replication_group'],
    check: ({ config, type, stack }, world) => {
      const attribute = type === 'aws_db_instance' ? 'db_subnet_group_name' : 'subnet_group_name';
      const group = world.targets(config[attribute], stack).find((each) => each.type.endsWith('_subnet_group'));
      return group ? undefined : `${said(config, attribute)}, which is no group of ours`;
    },
  },
  {
    id: 'CKV_AWS_161',
    covers: ['FSBP.RDS.10', 'D4'],
    title: 'Every database server knows people by IAM',
    severity: 'medium',
    why: 'Else people share a password, and who has left the company still knows it',
    fix: 'iamDatabaseAuthenticationEnabled: true',
    types,
    check: must('iam_database_authentication_enabled', isTrue),
  },
  {
    id: 'FSBP.RDS.25',
    covers: ['D2'],
    title: 'The master user of a database server is called like no other',
    severity: 'low',
    why: 'Half of a guessed login is the name',
    fix: "username: 'malinshopper'",
    types,
    check: must(
      'username',
      (value) => typeof value === 'string' && value !== '' && !commonNames.includes(value.toLowerCase()),
    ),
  },
];

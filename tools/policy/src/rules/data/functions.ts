import { block } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { secretIn } from '../compute/secrets';
import { said } from './must';
import { isOwnKey } from './own-key';
import { isProtected } from './protected';

const types = ['aws_lambda_function'];
/** Lambda developer guide, "Lambda runtimes": those that are supported until 2027 and longer. */
const runtimes = ['nodejs22.x', 'nodejs24.x', 'python3.12', 'python3.13', 'python3.14'];

/** Functions of Lambda, what calls them, and the secrets that they write. */
export const functionRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_45',
    title: 'No secret stands in the environment of a function',
    severity: 'critical',
    why: 'What may look at a function reads it, and it lies in the state',
    fix: 'Name the secret in Secrets Manager; the function reads it with its own role',
    types,
    check: ({ config }) => {
      const variables = Object.entries((block(config['environment'])['variables'] ?? {}) as Record<string, string>);
      return variables.map(([name, value]) => secretIn(`${name}=${value}`)).find((found) => found !== undefined);
    },
  },
  {
    id: 'CKV_AWS_117',
    covers: ['FSBP.Lambda.3', 'FSBP.Lambda.5'],
    title: 'Every function is in our network, in more than one zone, behind a firewall of its own',
    severity: 'high',
    why: "In Lambda's network it would reach no database of ours, and everything else in the world",
    fix: 'vpcConfig with the private subnets of the network contract, and a SecurityGroup (libs/constructs)',
    types,
    check: ({ config, stack }, world) => {
      const vpc = block(config['vpc_config']);
      if (vpc['subnet_ids'] === undefined) return 'it has no vpc_config';
      const groups = world
        .targets(vpc['security_group_ids'], stack)
        .filter(({ type }) => type === 'aws_security_group');
      return groups.length > 0 ? undefined : 'its vpc_config names no security group of ours';
    },
  },
  {
    id: 'CKV_AWS_363',
    covers: ['FSBP.Lambda.2', 'AwsSolutions-L1'],
    title: 'Every function has a runtime that AWS keeps up to date',
    severity: 'medium',
    why: 'A runtime whose time is over gets no security fixes, and no new function',
    fix: `runtime: one of ${runtimes.join(', ')}`,
    types,
    check: ({ config }) => (runtimes.includes(String(config['runtime'])) ? undefined : said(config, 'runtime')),
  },
  {
    id: 'MAL_FN_1',
    title: 'Every function writes to a log group that is made with it',
    severity: 'medium',
    why: 'A group that Lambda makes by itself is not encrypted by us and never forgets',
    fix: 'loggingConfig with a LogGroup (libs/constructs)',
    types,
    check: ({ config, stack }, world) => {
      const group = block(config['logging_config'])['log_group'];
      const ours = world.targets(group, stack).some(({ type }) => type === 'aws_cloudwatch_log_group');
      return ours ? undefined : `logging_config.log_group is ${JSON.stringify(group)}`;
    },
  },
  {
    id: 'MAL_FN_2',
    title: 'What Terraform has a function make, it has it take away, unless the environment is protected',
    severity: 'high',
    why: 'Without the last call a destroyed branch leaves its schema and its users; with it, production could lose them by a mistake',
    fix: "lifecycleScope: 'CRUD', and lifecycle: { preventDestroy: protection.preventDestroy }",
    types: ['aws_lambda_invocation'],
    check: (invocation, world) => {
      const { config } = invocation;
      if (config['lifecycle_scope'] !== 'CRUD') return said(config, 'lifecycle_scope');
      const isKept = block(config['lifecycle'])['prevent_destroy'] === true;
      return isProtected(invocation, world) && !isKept ? 'prevent_destroy is not set' : undefined;
    },
  },
  {
    id: 'CKV_AWS_149',
    title: 'Every secret is encrypted with a key of ours',
    severity: 'medium',
    why: 'Only the policy of a key of ours is asked each time that the secret is read',
    fix: 'kmsKeyId: the key of an EncryptionKey (libs/constructs)',
    types: ['aws_secretsmanager_secret'],
    check: (secret, world) =>
      isOwnKey(secret.config['kms_key_id'], secret, world) ? undefined : said(secret.config, 'kms_key_id'),
  },
];

import { block } from '@malinshopper/synthesized';
import { all, alsoBroken, at, custom, oneOf, ours } from '../ask';
import { secretIn } from '../secrets';
import { isProtected } from '../protected';
import { rulesOf } from '../table';

/** The runtimes with support until 2027 or longer. */
const runtimes = ['nodejs22.x', 'nodejs24.x', 'python3.12', 'python3.13', 'python3.14'];

/** Lambda functions, and their invocations by Terraform. */
export const functions = rulesOf(
  'aws_lambda_function',
  {
    CKV_AWS_45: {
      title: 'Functions have no secret in their environment',
      severity: 'critical',
      why: 'Each role that can describe the function can read it, and the state contains it',
      fix: 'Pass the name of the secret; the function reads it from Secrets Manager with its own role',
      ask: custom(
        ({ config }) => {
          const variables = Object.entries((block(config['environment'])['variables'] ?? {}) as Record<string, string>);
          return variables.map(([name, value]) => secretIn(`${name}=${value}`)).find((found) => found !== undefined);
        },
        {
          'a variable of a function is a password': (config) => {
            config.environment.variables.DATABASE_PASSWORD = 'correct-horse-battery';
          },
        },
      ),
    },
    CKV_AWS_117: {
      title: 'Functions run in the VPC, with a security group of this repository',
      severity: 'high',
      covers: 'FSBP.Lambda.3 FSBP.Lambda.5',
      why: "From Lambda's own network a function reaches the whole internet, and no database",
      fix: 'Set vpcConfig with privateSubnetIds of the network contract and a SecurityGroup (libs/constructs)',
      ask: all(
        at('vpc_config.subnet_ids', (ids) => ids !== undefined, undefined),
        ours('vpc_config.security_group_ids', 'aws_security_group'),
      ),
    },
    CKV_AWS_363: {
      title: 'Functions use a supported runtime',
      severity: 'medium',
      covers: 'FSBP.Lambda.2 AwsSolutions-L1',
      why: 'A deprecated runtime gets no security patches, and new functions cannot use it',
      fix: `Set runtime to one of ${runtimes.join(', ')}`,
      source: 'Lambda developer guide, "Lambda runtimes"',
      ask: alsoBroken(oneOf('runtime', ...runtimes), {
        'a function has a deprecated runtime': (config) => (config.runtime = 'nodejs16.x'),
      }),
    },
    MAL_FN_1: {
      title: 'Functions log to a log group of this repository',
      severity: 'medium',
      why: 'A group that Lambda creates has no customer managed key and keeps logs forever',
      fix: 'Set loggingConfig with a LogGroup (libs/constructs)',
      ask: ours('logging_config.log_group', 'aws_cloudwatch_log_group'),
    },
    MAL_FN_2: {
      title: 'Invocations clean up when they are destroyed, except in protected environments',
      severity: 'high',
      types: ['aws_lambda_invocation'],
      why: 'Otherwise a destroyed branch leaves its schema and users behind; in production, the same cleanup would drop the schema and users in use',
      fix: "Set lifecycleScope to 'CRUD', and lifecycle.preventDestroy from ProtectionSettings",
      ask: all(
        oneOf('lifecycle_scope', 'CRUD'),
        at(
          'lifecycle.prevent_destroy',
          (value, invocation, world) => value === true || !isProtected(invocation, world),
          undefined,
        ),
      ),
      tried: { path: 'data/users/Resource' },
    },
    MAL_FN_3: {
      title: 'An invocation of the function names its own environment, and no further input',
      severity: 'critical',
      types: ['aws_lambda_invocation'],
      why: 'The function creates and drops schemas: with another input it would drop the schemas of another environment',
      fix: 'Set input to JSON.stringify({ environment: environment.name })',
      ask: alsoBroken(
        at(
          'input',
          (value, _invocation, { environment }) => value === JSON.stringify({ environment: environment.name }),
          undefined,
          JSON.stringify({ environment: 'staging' }),
        ),
        {
          'the users of the environment are dropped': (config) =>
            (config.input = JSON.stringify({ environment: 'production', tf: { action: 'delete' } })),
        },
      ),
      tried: { path: 'data/users/Resource' },
    },
  },
  { path: 'data/users-job/Resource' },
);

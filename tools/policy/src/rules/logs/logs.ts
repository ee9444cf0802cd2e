import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { all, at, custom, oneOfOrUnset, ours } from '../ask';
import { inWords } from '../in-words';
import { foreignPrincipalsIn } from '../access/foreign-principals';
import { keyOf, servicesThat, statementsOfKey } from '../messaging/mailbox';
import { rulesOf } from '../table';

/** In days: CloudWatch Logs API, PutRetentionPolicy. */
const steps = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** In days: the minimum retention of logs that all environments of an account share. */
const leastOfAccount = 90;

/** The actions for writing to a log group and reading it, as a policy may name them. */
const uses = { 'kms:Decrypt': /^kms:(Decrypt|\*)/, 'kms:GenerateDataKey': /^kms:(GenerateDataKey|\*)/ };

const logKey = (change: Parameters<typeof inPolicy>[0]) => ({
  type: 'aws_kms_key',
  path: 'account/log-key/Resource',
  change: inPolicy(change),
});

const keyServesLogsOfTheAccount = custom(
  (group, world) => {
    const key = keyOf(group, world, 'kms_key_id');
    if (!key) return 'it has no key of this repository';
    const service = `logs.${group.region}.amazonaws.com`;
    const statements = statementsOfKey(key, world).filter(({ principals }) =>
      principals?.['Service']?.includes(service),
    );
    for (const [action, pattern] of Object.entries(uses)) {
      if (servicesThat(pattern, statements).length === 0) return `${service} has no ${action} with ${key.path}`;
    }
    const { id } = world.environment.account;
    const loose = statements.find(
      ({ conditions }) =>
        !Object.values(conditions).some((keys) =>
          keys['kms:EncryptionContext:aws:logs:arn']?.every((arn) => arn.split(':')[4] === id),
        ),
    );
    return loose && `${inWords(loose)} of ${key.path} does not demand log groups of the account`;
  },
  {
    'a log group is in another region than its key': {
      path: 'database/log-error/Resource',
      change: (config) => (config.provider = 'aws.us_east_1'),
    },
    'the key of log groups does not name CloudWatch Logs': logKey((statements) => statements.splice(1)),
    'the key of log groups allows CloudWatch Logs only to encrypt': logKey(
      ([, logs]) => (logs.Action = ['kms:Encrypt*']),
    ),
    'the key of log groups is open to those of any account': logKey(([, logs]) => delete logs.Condition),
    'the key of log groups is open to those of another account': logKey(([, logs]) => {
      logs.Condition.ArnLike['kms:EncryptionContext:aws:logs:arn'] = 'arn:aws:logs:eu-west-1:*:log-group:*';
    }),
  },
);

export const logGroups = rulesOf(
  'aws_cloudwatch_log_group',
  {
    CKV_AWS_66: {
      title: 'Log groups expire their events',
      severity: 'medium',
      covers: 'M1',
      why: 'Logs contain the addresses of visitors, and cost more each month',
      fix: 'Create it with LogGroup (libs/constructs), with retentionDays: environment.logRetentionDays',
      ask: at('retention_in_days', (value) => steps.includes(Number(value)), undefined, 100),
    },
    CKV_AWS_338: {
      title: 'Log groups keep their events for a year',
      severity: 'low',
      why: 'Intrusions are found months later',
      fix: 'Set logRetentionDays: 365 in the file of the environment',
      ask: at('retention_in_days', (value) => Number(value ?? 0) === 0 || Number(value) >= 365, 30),
    },
    CKV_AWS_158: {
      title: 'Log groups are encrypted with a key of this repository',
      severity: 'medium',
      covers: 'M1 tfsec.cloudwatch.log-group-customer-key',
      why: 'Only the policy of a customer managed key can limit the readers, and KMS checks it at each read',
      fix: 'Create it with LogGroup and a LogKey (libs/constructs)',
      ask: ours('kms_key_id', 'aws_kms_key'),
    },
    MAL_LOG_1: {
      title: 'Keys of log groups allow CloudWatch Logs to use them, for log groups of the account only',
      severity: 'high',
      covers: 'I2',
      why: 'Without the permission the log group cannot be created; without a condition on the account, the key could decrypt logs of any account',
      fix: 'Create the key with LogKey (libs/constructs), in the region of the group',
      ask: keyServesLogsOfTheAccount,
    },
    MAL_LOG_3: {
      title: 'Log groups keep their events for the retention of the environment or the account, in the standard class',
      severity: 'high',
      covers: 'M1',
      why: 'A shorter retention deletes existing events at once; the class DELIVERY keeps events for a day or two',
      fix: 'Set retentionDays to environment.logRetentionDays; leave logGroupClass out',
      source: 'CloudWatch Logs API, "PutRetentionPolicy", "CreateLogGroup": logGroupClass',
      ask: all(
        at(
          'retention_in_days',
          (value, { app }, { environment }) => {
            const least = app === 'account' ? leastOfAccount : environment.logRetentionDays;
            return Number(value ?? 0) === 0 || Number(value) >= least;
          },
          180,
          '1',
        ),
        oneOfOrUnset('log_group_class', 'STANDARD'),
      ),
    },
  },
  { path: 'compute/web/log/Resource' },
);

const writes = new Set(['logs:CreateLogStream', 'logs:PutLogEvents']);

/** The fault of a statement that allows other principals than services, or other actions than writing. */
function faultOf(statement: Statement, policy: Resource, world: World): string | undefined {
  if (statement.effect === 'Deny') return undefined;
  const more = statement.actions.filter((action) => !writes.has(action));
  if (more.length > 0 || statement.actions.length === 0) return `allows ${more.join(', ')}`;
  if (Object.keys(statement.principals ?? {}).join() !== 'Service') return 'allows other principals than services';
  const [stranger] = foreignPrincipalsIn(statement, policy, world);
  return stranger && `allows ${stranger.who}`;
}

const broken = (change: Parameters<typeof inPolicy>[0]) => inPolicy(change, 'policy_document');

const onlyLetsServicesWrite = custom(
  (policy, world) => {
    for (const statement of statementsOf(policy, world, 'policy_document')) {
      const fault = faultOf(statement, policy, world);
      if (fault) return `${inWords(statement)} ${fault}`;
    }
    return undefined;
  },
  {
    'Route 53 writes for any account': broken(([first]) => delete first.Condition),
    'Route 53 writes for another account': broken(([first]) => {
      first.Condition.StringEquals['aws:SourceAccount'] = '999999999999';
    }),
    'Route 53 may delete log groups': broken(([first]) => first.Action.push('logs:DeleteLogGroup')),
    'Route 53 may write to every log group': broken(([first]) => (first.Resource = '*')),
    'a role of another account may write to log groups': broken(([first]) => {
      first.Principal = { AWS: 'arn:aws:iam::999999999999:root' };
    }),
  },
);

export const logResourcePolicies = rulesOf('aws_cloudwatch_log_resource_policy', {
  MAL_LOG_2: {
    title: 'Resource policies of log groups allow services only to write, and only for this account',
    severity: 'medium',
    tried: { path: 'account/query-logs/policy' },
    why: 'Another account could make the service write to these logs (IAM user guide, "The confused deputy problem")',
    fix: 'Allow logs:CreateLogStream and logs:PutLogEvents with aws:SourceAccount or aws:SourceArn',
    ask: onlyLetsServicesWrite,
  },
});

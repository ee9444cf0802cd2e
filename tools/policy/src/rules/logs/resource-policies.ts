import { type Statement, statementsOf } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { custom } from '../ask';
import { inWords } from '../iam/in-words';
import { demanded } from '../iam/trust';
import { rulesOf } from '../table';

const writes = new Set(['logs:CreateLogStream', 'logs:PutLogEvents']);

/** EventBridge creates a stream without naming a source (provider documentation of `aws_cloudwatch_event_target`, "Log Group Usage"). */
const eventBridge = new Set(['events.amazonaws.com', 'delivery.logs.amazonaws.com']);

/** An empty stream in a log group of this repository does no harm: writing into it is bounded by another statement. */
const onlyCreatesOwnStreams = ({ actions, principals, resources }: Statement) =>
  actions.join() === 'logs:CreateLogStream' &&
  (principals?.['Service'] ?? []).every((service) => eventBridge.has(service)) &&
  resources.every((resource) => resource.startsWith('${aws_cloudwatch_log_group.'));

/** What is wrong with a statement, in an account. */
function faultOf(statement: Statement, accountId: string): string | undefined {
  if (statement.effect === 'Deny') return undefined;
  const more = statement.actions.filter((action) => !writes.has(action));
  if (more.length > 0 || statement.actions.length === 0) return `allows ${more.join(', ')}`;
  if (Object.keys(statement.principals ?? {}).join() !== 'Service') return 'lets in others than services';
  if (onlyCreatesOwnStreams(statement)) return undefined;
  const ofTheAccount =
    demanded(statement, 'aws:SourceAccount')?.every((each) => each === accountId) ??
    demanded(statement, 'aws:SourceArn')?.every((arn) => arn.split(':')[4] === accountId || arn.startsWith('${aws_'));
  if (!ofTheAccount) return 'does not demand the own account';
  return statement.resources.includes('*') ? 'is about every log group' : undefined;
}

const broken = (change: Parameters<typeof inPolicy>[0]) => inPolicy(change, 'policy_document');

const onlyLetsServicesWrite = custom(
  (policy, world) => {
    for (const statement of statementsOf(policy, world, 'policy_document')) {
      const fault = faultOf(statement, world.environment.account.id);
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
    title: 'Resource policies of log groups let services only write, and for the own account only',
    severity: 'medium',
    tried: { path: 'account/query-logs/policy' },
    why: 'Another account could make the service write into these logs (IAM user guide, "The confused deputy problem")',
    fix: 'Allow logs:CreateLogStream and logs:PutLogEvents with aws:SourceAccount or aws:SourceArn',
    ask: onlyLetsServicesWrite,
  },
});

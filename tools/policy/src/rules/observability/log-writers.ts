import { type Statement, statementsOf } from '@malinshopper/synthesized';
import { demanded } from '../iam/trust';
import type { Rule } from '../rule';
import { inWords } from '../iam/in-words';

/** EventBridge creates a stream without saying for whom (provider documentation of `aws_cloudwatch_event_target`, "Log Group Usage"). */
const eventBridge = new Set(['events.amazonaws.com', 'delivery.logs.amazonaws.com']);

/** An empty stream in a log group of ours says nothing: what is written into it is bounded by another statement. */
const onlyCreatesStreamsOfOurs = ({ actions, principals, resources }: Statement) =>
  actions.join() === 'logs:CreateLogStream' &&
  (principals?.['Service'] ?? []).every((service) => eventBridge.has(service)) &&
  resources.every((resource) => resource.startsWith('${aws_cloudwatch_log_group.'));

const writes = new Set(['logs:CreateLogStream', 'logs:PutLogEvents']);

export const logWriterRules: readonly Rule[] = [
  {
    id: 'MAL_LOG_2',
    title: 'A service that writes to log groups may only write, and for the own account',
    severity: 'medium',
    why: 'Somebody else could have it write into our logs (IAM user guide, "The confused deputy problem")',
    fix: 'Allow logs:CreateLogStream and logs:PutLogEvents with aws:SourceAccount or aws:SourceArn',
    types: ['aws_cloudwatch_log_resource_policy'],
    check: (policy, world) => {
      const { id } = world.environment.account;
      for (const statement of statementsOf(policy, world, 'policy_document')) {
        if (statement.effect === 'Deny') continue;
        const more = statement.actions.filter((action) => !writes.has(action));
        if (more.length > 0 || statement.actions.length === 0) return `${inWords(statement)} allows ${more.join(', ')}`;
        if (Object.keys(statement.principals ?? {}).join() !== 'Service')
          return `${inWords(statement)} lets in others than services`;
        if (onlyCreatesStreamsOfOurs(statement)) continue;
        const accounts = demanded(statement, 'aws:SourceAccount');
        const arns = demanded(statement, 'aws:SourceArn');
        const isOurs =
          accounts?.every((each) => each === id) ??
          arns?.every((arn) => arn.split(':')[4] === id || arn.startsWith('${aws_'));
        if (!isOurs) return `${inWords(statement)} does not demand the own account`;
        if (statement.resources.some((resource) => resource === '*'))
          return `${inWords(statement)} is about every log group`;
      }
      return undefined;
    },
  },
];

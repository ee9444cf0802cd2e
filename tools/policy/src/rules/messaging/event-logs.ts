import { type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { servicesThat } from './mailbox';

/** The log group that events are sent to. */
export const logGroupOf = (target: Resource, world: World) =>
  world.targets(target.config['arn'], target.stack).find(({ type }) => type === 'aws_cloudwatch_log_group');

/** Both, or nothing arrives (hashicorp/terraform-provider-aws issue 30388). */
const writers = ['events.amazonaws.com', 'delivery.logs.amazonaws.com'];
const writing = [/^logs:CreateLogStream$/, /^logs:PutLogEvents$/];

export const eventLogRules: readonly Rule[] = [
  {
    id: 'MAL_EVENT_5',
    title: 'A log group that events are sent to takes them from EventBridge',
    severity: 'high',
    why: 'EventBridge sends without a role: nothing arrives, and nothing says so',
    fix: 'A name that begins with /aws/events/, and a CloudwatchLogResourcePolicy as ScalingLog has it (apps/account)',
    types: ['aws_cloudwatch_event_target'],
    about: (target, world) => logGroupOf(target, world) !== undefined,
    check: (target, world) => {
      const group = logGroupOf(target, world)!;
      const name = String(world.resolve(group.config['name'], group.stack));
      if (!name.startsWith('/aws/events/')) return `${group.path} is named ${name}`;
      const statements = world
        .thatName(group, 'aws_cloudwatch_log_resource_policy')
        .flatMap((policy) => statementsOf(policy, world, 'policy_document'));
      for (const action of writing) {
        const missing = writers.find((service) => !servicesThat(action, statements).includes(service));
        if (missing) return `no policy lets ${missing} write to ${group.path}: ${action.source} is missing`;
      }
      return target.config['role_arn'] === undefined ? undefined : 'role_arn is not taken for a log group';
    },
  },
];

import type { Kind } from '../../kinds';
import type { Mutation } from '../../testing/mutation';
import { having, without } from '../data/changes';
import { successors } from './successors';
import { textLimits } from './texts';

/** What production has none of, or none that is held. */
const elsewhere: Readonly<Record<string, Kind>> = {
  aws_cloudwatch_composite_alarm: 'branch',
  aws_cloudwatch_event_rule: 'cluster',
  aws_cloudwatch_metric_alarm: 'branch',
  aws_elasticache_subnet_group: 'cluster',
  aws_lb_listener_certificate: 'testing',
};
/** The one of its type that is meant, where another is not held. */
const heldAt: Readonly<Record<string, string>> = { aws_cloudwatch_metric_alarm: '/silent' };

const on = (rule: string, type: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type,
  change,
  ...(elsewhere[type] && { kind: elsewhere[type] }),
});

const bare = Object.entries(successors).map(([type, { how, ignores }]) => {
  const rule = how === 'first' ? 'MAL_CHANGE_1' : 'MAL_CHANGE_2';
  const kept = ignores && how === 'first' ? { lifecycle: { ignore_changes: ignores } } : undefined;
  const change = kept ? having(kept) : without('lifecycle');
  const mutation = on(rule, type, `an ${type} goes before its successor comes`, change);
  return heldAt[type] === undefined ? mutation : { ...mutation, path: heldAt[type] };
});

const named = Object.entries(successors)
  .filter(([, { by }]) => by === 'prefix' || by === 'hash')
  .map(([type]) =>
    on('MAL_CHANGE_1', type, `an ${type} has a name that its successor cannot have`, (config) => {
      delete config.name_prefix;
      config.name = 'production-web';
    }),
  );

const tooLong = Object.entries(textLimits).flatMap(([type, attributes]) =>
  Object.entries(attributes).map(([attribute, { longest }]) =>
    on(
      'MAL_TEXT_1',
      type,
      `the ${attribute} of an ${type} is one character too long`,
      having({ [attribute]: 'a'.repeat(longest + 1) }),
    ),
  ),
);

export const changeMutations: readonly Mutation[] = [
  ...bare,
  ...named,
  ...tooLong,
  on(
    'MAL_CHANGE_2',
    'aws_security_group',
    'another text would replace a group',
    having({ lifecycle: { create_before_destroy: true } }),
  ),
  on('MAL_CHANGE_3', 'aws_lb', 'a load balancer does not wait for its rules', without('depends_on')),
  on(
    'MAL_TEXT_1',
    'aws_vpc_security_group_ingress_rule',
    'a rule is for what has an apostrophe',
    having({ description: "Visitors' browsers" }),
  ),
  on(
    'MAL_TEXT_1',
    'aws_security_group',
    'a group is described with a dash',
    having({ description: 'The shop – front door' }),
  ),
  on('MAL_TEXT_1', 'aws_vpc_security_group_egress_rule', 'a rule asks a question', having({ description: 'Why?' })),
  on(
    'MAL_TEXT_1',
    'aws_iam_role',
    'a role is described with a long dash',
    having({ description: 'Web servers — production' }),
  ),
  on(
    'MAL_TEXT_1',
    'aws_wafv2_web_acl',
    'a web ACL is described in brackets',
    having({ description: 'Requests (all)' }),
  ),
];

import type { Kind } from '../../kinds';
import { custom } from '../ask';
import { rulesOf } from '../table';
import { textFault } from './text-fault';
import { textLimits } from './text-limits';

/** Kinds of environments with the types that production has not. */
const elsewhere: Readonly<Record<string, Kind>> = {
  aws_cloudwatch_composite_alarm: 'branch',
  aws_cloudwatch_event_rule: 'cluster',
};
const written = (type: string, text: string, attribute = 'description') => ({
  type,
  change: (config: Record<string, unknown>) => (config[attribute] = text),
  ...(elsewhere[type] && { kind: elsewhere[type] }),
});

const hasValidTexts = custom(
  ({ type, config }) =>
    Object.entries(textLimits[type]!)
      .map(([attribute, limit]) => textFault(attribute, config[attribute], limit))
      .find((fault) => fault !== undefined),
  {
    ...Object.fromEntries(
      Object.entries(textLimits).flatMap(([type, attributes]) =>
        Object.entries(attributes).map(([attribute, { longest }]) => [
          `the ${attribute} of an ${type} is one character too long`,
          written(type, 'a'.repeat(longest + 1), attribute),
        ]),
      ),
    ),
    'the description of an ingress rule has an apostrophe': written(
      'aws_vpc_security_group_ingress_rule',
      "Visitors' browsers",
    ),
    'the description of a security group has a dash': written('aws_security_group', 'The shop – front door'),
    'the description of an egress rule has a question mark': written('aws_vpc_security_group_egress_rule', 'Why?'),
    'the description of a role has a long dash': written('aws_iam_role', 'Web servers — production'),
    'the description of a web ACL has brackets': written('aws_wafv2_web_acl', 'Requests (all)'),
  },
);

/** Texts that people write. */
export const descriptions = rulesOf(Object.keys(textLimits), {
  MAL_TEXT_1: {
    title: 'Descriptions have only characters that AWS accepts',
    severity: 'high',
    why: 'A plan does not check them: a deploy would stop half-way at an apostrophe or an em dash',
    fix: 'Use the characters that the finding lists, within the length that AWS accepts',
    ask: hasValidTexts,
  },
});

import { custom } from '../ask';
import { rulesOf } from '../table';
import { madeIn } from './made-in';
import { textFault, type TextLimit } from './text-fault';

/**
 * EC2 API reference, CreateSecurityGroup and IpRange; the pages on prefix lists give the same limits for their entries.
 */
const ofGroups: TextLimit = {
  longest: 255,
  character: /[A-Za-z0-9. _\-:/()#,@[\]+=&;{}!$*]/,
  words: 'a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*',
};

/** By type and attribute. The limits are from botocore's models, unless another source is named. */
export const textLimits: Readonly<Record<string, Readonly<Record<string, TextLimit>>>> = {
  // CloudFront API reference, DistributionConfig: 128; OriginAccessControlConfig: 256; ResponseHeadersPolicyConfig: 128.
  aws_cloudfront_distribution: { comment: { longest: 128 } },
  aws_cloudfront_origin_access_control: { description: { longest: 256 } },
  aws_cloudwatch_composite_alarm: { alarm_description: { longest: 1024 } },
  aws_cloudwatch_event_rule: { description: { longest: 512 } },
  aws_cloudwatch_metric_alarm: { alarm_description: { longest: 1024 } },
  aws_iam_policy: { description: { longest: 1000 } },
  aws_iam_role: {
    description: {
      longest: 1000,
      character: /[\t\n\r -~\u00a1-\u00ff]/,
      words: 'the printable characters of Latin-1',
    },
  },
  aws_kms_key: { description: { longest: 8192 } },
  aws_lambda_function: { description: { longest: 256 } },
  aws_launch_template: { description: { longest: 255 } },
  aws_route53_zone: { comment: { longest: 256 } },
  aws_secretsmanager_secret: { description: { longest: 2048 } },
  aws_security_group: { description: ofGroups },
  aws_vpc_security_group_egress_rule: { description: ofGroups },
  aws_vpc_security_group_ingress_rule: { description: ofGroups },
  aws_wafv2_web_acl: {
    description: { longest: 256, character: /[\w+=:#@/\-,.\s]/, words: 'letters, digits, spaces and _+=:#@/-,.' },
  },
};

const written = (type: string, text: string, attribute = 'description') => ({
  ...madeIn(type),
  change: (config: Record<string, unknown>) => (config[attribute] = text),
});

/** Texts that people write. */
export const descriptions = rulesOf(Object.keys(textLimits), {
  MAL_TEXT_1: {
    title: 'Descriptions have only characters that AWS accepts',
    severity: 'high',
    why: 'A plan does not check descriptions. A deploy would stop in the middle, at an apostrophe or an em dash',
    fix: 'Use the characters that the finding lists, within the length that AWS accepts',
    ask: custom(
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
    ),
  },
});

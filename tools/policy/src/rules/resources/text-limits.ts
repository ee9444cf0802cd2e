/** What AWS takes as a text that a person writes. */
export interface TextLimit {
  readonly longest: number;
  /** One character that it takes. @default any */
  readonly character?: RegExp;
  /** The same in words, for those who have to write another text. */
  readonly words?: string;
}

/** EC2 API reference, CreateSecurityGroup and IpRange; the pages of prefix lists say the same of their entries. */
const ofGroups: TextLimit = {
  longest: 255,
  character: /[A-Za-z0-9. _\-:/()#,@[\]+=&;{}!$*]/,
  words: 'a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*',
};

/** By type and attribute. The limits are those of botocore's models, unless another source is named. */
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

import type { Reply } from '../gateway/call';

/** The pattern that finds the new resource in the answer of a call, by the action in the terms of IAM. */
const MADE: Readonly<Record<string, RegExp>> = {
  'elasticloadbalancing:CreateListener': /<ListenerArn>([^<]+)/,
  'elasticloadbalancing:CreateLoadBalancer': /<LoadBalancerArn>([^<]+)/,
  'elasticloadbalancing:CreateRule': /<RuleArn>([^<]+)/,
  'elasticloadbalancing:CreateTargetGroup': /<TargetGroupArn>([^<]+)/,
  'kms:CreateKey': /"Arn": ?"(arn:aws:kms:[^"]+)"/,
  'sns:CreateTopic': /<TopicArn>([^<]+)/,
  // Its answer contains a URL, which ends in account and name.
  'sqs:CreateQueue': /"QueueUrl": ?"[^"]*\/(\d{12}\/[^"]+)"/,
};

/**
 * Tags that count for authorization only after some judged calls that change their new resource, as those of AWS do some seconds after (KMS developer
 * guide, "ABAC for AWS KMS": up to five minutes; hashicorp/terraform-provider-aws issues 6055 and 32966 for other services).
 */
export class LateTags {
  private readonly left = new Map<string, number>();

  /**
   * @param calls the number of judged calls that change a new resource and do not see its tags; with 0 tags are never
   * late
   */
  constructor(private readonly calls: number) {}

  /** Has to be called after every call, with its action in the terms of IAM. */
  answered(action: string, region: string, { status, body }: Reply): void {
    if (this.calls === 0 || status >= 300) return;
    const [, name] = MADE[action]?.exec(body.toString()) ?? [];
    if (name === undefined) return;
    this.left.set(name.startsWith('arn:') ? name : `arn:aws:sqs:${region}:${name.replace('/', ':')}`, this.calls);
  }

  /**
   * True if the tags of a resource count for a call. Each call that changes the resource shortens the remaining delay.
   */
  count(arn: string, action: string): boolean {
    const left = this.left.get(arn) ?? 0;
    if (left > 0 && !/:(Describe|Get|List)/.test(action)) this.left.set(arn, left - 1);
    return left === 0;
  }
}

/** Reads `EMBEDDED_AWS_LATE_TAGS`. @throws Error if it is not a number of calls */
export function lateTagsOf(variables: NodeJS.ProcessEnv): LateTags {
  const said = variables['EMBEDDED_AWS_LATE_TAGS'] ?? '';
  if (/^\d{0,4}$/.test(said)) return new LateTags(Number(said));
  throw new Error(
    `EMBEDDED_AWS_LATE_TAGS is the number of judged changes after which the tags of a new resource count for authorization, got "${said}".`,
  );
}

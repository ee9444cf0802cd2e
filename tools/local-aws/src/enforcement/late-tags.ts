import type { Reply } from '../gateway/call';

/** How the answer to a call that makes something names it, by the action in the words of IAM. */
const MADE: Readonly<Record<string, RegExp>> = {
  'elasticloadbalancing:CreateListener': /<ListenerArn>([^<]+)/,
  'elasticloadbalancing:CreateLoadBalancer': /<LoadBalancerArn>([^<]+)/,
  'elasticloadbalancing:CreateRule': /<RuleArn>([^<]+)/,
  'elasticloadbalancing:CreateTargetGroup': /<TargetGroupArn>([^<]+)/,
  'kms:CreateKey': /"Arn": ?"(arn:aws:kms:[^"]+)"/,
  'sns:CreateTopic': /<TopicArn>([^<]+)/,
  // Its answer says a URL, which ends in account and name.
  'sqs:CreateQueue': /"QueueUrl": ?"[^"]*\/(\d{12}\/[^"]+)"/,
};

/**
 * Tags that count for authorization only after some judged calls that change their new resource, as those of AWS do some seconds after (KMS developer
 * guide, "ABAC for AWS KMS": up to five minutes; hashicorp/terraform-provider-aws issues 6055 and 32966 for other services).
 */
export class LateTags {
  private readonly left = new Map<string, number>();

  /** @param calls how many judged calls that change a new resource do not see its tags; 0 is never late */
  constructor(private readonly calls: number) {}

  /** Has to hear of every call that was answered: by its action in the words of IAM. */
  answered(action: string, region: string, { status, body }: Reply): void {
    if (this.calls === 0 || status >= 300) return;
    const [, name] = MADE[action]?.exec(body.toString()) ?? [];
    if (name === undefined) return;
    this.left.set(name.startsWith('arn:') ? name : `arn:aws:sqs:${region}:${name.replace('/', ':')}`, this.calls);
  }

  /** Whether the tags of a resource count for a call. Each that changes it brings that nearer. */
  count(arn: string, action: string): boolean {
    const left = this.left.get(arn) ?? 0;
    if (left > 0 && !/:(Describe|Get|List)/.test(action)) this.left.set(arn, left - 1);
    return left === 0;
  }
}

/** What `EMBEDDED_AWS_LATE_TAGS` says. @throws if it is no number of calls */
export function lateTagsOf(variables: NodeJS.ProcessEnv): LateTags {
  const said = variables['EMBEDDED_AWS_LATE_TAGS'] ?? '';
  if (/^\d{0,4}$/.test(said)) return new LateTags(Number(said));
  throw new Error(
    `EMBEDDED_AWS_LATE_TAGS is the number of judged changes after which the tags of a new resource count for authorization, got "${said}".`,
  );
}

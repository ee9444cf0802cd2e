import { nameFactOf, nameFacts, type NamedType } from '@malinshopper/aws-facts';
import { createHash } from 'node:crypto';

/** The resource types that a kind of names is for. */
interface Kind {
  readonly types: readonly [NamedType, ...NamedType[]];
  /** The text around the generated name: `alias/` before it, or a hyphen after it. @default - none */
  readonly around?: string;
}

/** The resource types of each kind; libs/aws-facts has AWS's rules for them. */
const kinds = {
  bucket: { types: ['aws_s3_bucket'] },
  loadBalancer: { types: ['aws_lb'] },
  targetGroup: { types: ['aws_lb_target_group'] },
  role: { types: ['aws_iam_role'] },
  user: { types: ['aws_iam_user'] },
  group: { types: ['aws_iam_group'] },
  policy: { types: ['aws_iam_policy'] },
  instanceProfile: { types: ['aws_iam_instance_profile'] },
  launchTemplate: { types: ['aws_launch_template'], around: '-' },
  autoScalingGroup: { types: ['aws_autoscaling_group'] },
  securityGroup: { types: ['aws_security_group'], around: '-' },
  database: { types: ['aws_db_instance'] },
  databaseGroup: { types: ['aws_db_subnet_group'] },
  databaseGroupPrefix: { types: ['aws_db_parameter_group'], around: '-' },
  cache: { types: ['aws_elasticache_replication_group'] },
  cacheSubnetGroup: { types: ['aws_elasticache_subnet_group'] },
  queue: { types: ['aws_sqs_queue'] },
  function: { types: ['aws_lambda_function'] },
  secret: { types: ['aws_secretsmanager_secret'] },
  eventRule: { types: ['aws_cloudwatch_event_rule'] },
  logGroup: { types: ['aws_cloudwatch_log_group'] },
  alarm: { types: ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'] },
  topic: { types: ['aws_sns_topic'] },
  keyAlias: { types: ['aws_kms_alias'], around: 'alias/' },
  codeDeploy: { types: ['aws_codedeploy_app', 'aws_codedeploy_deployment_group'] },
  originAccessControl: { types: ['aws_cloudfront_origin_access_control'] },
  webAcl: { types: ['aws_wafv2_web_acl'], around: '-' },
  eventSubscription: { types: ['aws_db_event_subscription'] },
  backupVault: { types: ['aws_backup_vault'] },
  backupPlan: { types: ['aws_backup_plan', 'aws_backup_selection'] },
  logDelivery: { types: ['aws_cloudwatch_log_delivery_source', 'aws_cloudwatch_log_delivery_destination'] },
  trail: { types: ['aws_cloudtrail'] },
  analyzer: { types: ['aws_accessanalyzer_analyzer'] },
  budget: { types: ['aws_budgets_budget'] },
  cluster: { types: ['aws_emr_cluster'] },
  securityConfiguration: { types: ['aws_emr_security_configuration'] },
} as const satisfies Record<string, Kind>;

/** The kinds of AWS names that this repository gives. */
export type NameKind = keyof typeof kinds;
export const nameKinds = Object.keys(kinds) as NameKind[];

/** The maximum length of a name of a kind. */
export function longestName(kind: NameKind): number {
  const { types, around = '' }: Kind = kinds[kind];
  return Math.min(...types.map((type) => nameFacts[type].longest)) - around.length;
}

/** Kinds with parts that can contain more than letters, digits and inner hyphens: those that are paths. */
const allowedIn: Partial<Record<NameKind, RegExp>> = {
  logGroup: /^[A-Za-z0-9/][A-Za-z0-9/.-]*$/,
  secret: /^[A-Za-z0-9][A-Za-z0-9/-]*$/,
  keyAlias: /^[A-Za-z0-9/][A-Za-z0-9/-]*$/,
};

const hashLength = 6;

/**
 * The name of an AWS resource from its parts, within AWS's limit for that kind. A name that is too long is cut and ends
 * in a hash of the whole, so that it is deterministic and unique.
 * @throws if a part contains anything but letters, digits and inner hyphens (slashes too for log groups, key aliases
 * and secrets, and dots for log groups)
 */
export function resourceName(kind: NameKind, ...parts: readonly string[]): string {
  const allowed = allowedIn[kind] ?? /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/;
  for (const part of parts) {
    if (!allowed.test(part)) {
      throw new Error(
        `A ${kind} cannot be named with ${JSON.stringify(part)}: use letters, digits and hyphens, beginning and ending ` +
          'with a letter or digit.',
      );
    }
  }
  const whole = parts.join('-');
  const full = kinds[kind].types.some((type) => nameFactOf(type)?.lowerCase) ? whole.toLowerCase() : whole;
  const longest = longestName(kind);
  if (full.length <= longest) return full;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, hashLength);
  return `${full.slice(0, longest - hashLength - 1).replace(/-+$/, '')}-${hash}`;
}

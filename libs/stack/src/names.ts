import { createHash } from 'node:crypto';

/** What AWS allows for a name: its length, and what else than letters, digits and hyphens. */
interface NameRule {
  readonly longest: number;
  readonly lowerCase?: boolean;
}

/**
 * The limits of AWS, each as the provider or the service's API enforces it. RDS identifiers and SNS names are checked
 * by no `terraform plan`: a name that is too long would fail half-way through a deploy.
 */
const rules = {
  bucket: { longest: 63, lowerCase: true }, // S3 user guide, "General purpose bucket naming rules"
  loadBalancer: { longest: 32 }, // Elastic Load Balancing API, CreateLoadBalancer
  targetGroup: { longest: 32 }, // Elastic Load Balancing API, CreateTargetGroup
  role: { longest: 64 }, // IAM user guide, "IAM and AWS STS quotas"
  user: { longest: 64 },
  group: { longest: 128 },
  policy: { longest: 128 },
  instanceProfile: { longest: 128 },
  // EC2 API, CreateLaunchTemplate: 128, of which the provider takes 125, less a hyphen and the 26 digits that it appends.
  launchTemplate: { longest: 98 },
  autoScalingGroup: { longest: 255 },
  securityGroup: { longest: 228 }, // EC2 API, CreateSecurityGroup: 255 less a hyphen and the 26 digits that the provider appends
  database: { longest: 63, lowerCase: true }, // RDS API, CreateDBInstance
  databaseGroup: { longest: 255, lowerCase: true }, // RDS API, CreateDBSubnetGroup and CreateDBParameterGroup
  databaseGroupPrefix: { longest: 226, lowerCase: true }, // 255 less the 26 characters that the provider appends, and 3
  cache: { longest: 40, lowerCase: true }, // ElastiCache API, CreateReplicationGroup
  cacheSubnetGroup: { longest: 255, lowerCase: true }, // ElastiCache API, CreateCacheSubnetGroup
  queue: { longest: 80 }, // SQS API, CreateQueue
  function: { longest: 64 }, // Lambda API, CreateFunction
  secret: { longest: 512 }, // Secrets Manager API, CreateSecret
  eventRule: { longest: 64 }, // EventBridge API, PutRule
  logGroup: { longest: 512 },
  alarm: { longest: 255 },
  topic: { longest: 256 },
  keyAlias: { longest: 250 }, // KMS API, CreateAlias: 256 with the `alias/` in front
  codeDeploy: { longest: 100 }, // CodeDeploy API, CreateApplication and CreateDeploymentGroup
  originAccessControl: { longest: 64 }, // CloudFront API, OriginAccessControlConfig
  webAcl: { longest: 101 }, // WAF API, CreateWebACL: 128 less a hyphen and the 26 digits that the provider appends
  eventSubscription: { longest: 254, lowerCase: true }, // RDS API, CreateEventSubscription: less than 255
  backupVault: { longest: 50 }, // AWS Backup API, CreateBackupVault
  backupPlan: { longest: 50 }, // AWS Backup API, BackupPlan, BackupRule and BackupSelection
  logDelivery: { longest: 60 }, // CloudWatch Logs API, PutDeliverySource and PutDeliveryDestination
  trail: { longest: 128 }, // CloudTrail API, CreateTrail
  analyzer: { longest: 255 }, // IAM Access Analyzer API, CreateAnalyzer
  budget: { longest: 100 },
  cluster: { longest: 256 }, // EMR API, RunJobFlow
  securityConfiguration: { longest: 256 }, // EMR API, CreateSecurityConfiguration: checked by no plan
} as const satisfies Record<string, NameRule>;

/** The kinds of AWS names that this repository gives. */
export type NameKind = keyof typeof rules;

/** Kinds whose parts may hold more than letters, digits and inner hyphens: those that are paths. */
const allowedIn: Partial<Record<NameKind, RegExp>> = {
  logGroup: /^[A-Za-z0-9/][A-Za-z0-9/.-]*$/,
  secret: /^[A-Za-z0-9][A-Za-z0-9/-]*$/,
  keyAlias: /^[A-Za-z0-9/][A-Za-z0-9/-]*$/,
};

const hashLength = 6;

/**
 * The name of an AWS resource from its parts, within AWS's limit for that kind. A name that is too long is cut and ends in
 * a hash of the whole, so that it stays the same from run to run and never meets that of another resource.
 * @throws if a part holds anything but letters, digits and inner hyphens (slashes too for log groups, key aliases and secrets, and
 * dots for log groups)
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
  const rule: NameRule = rules[kind];
  const whole = parts.join('-');
  const full = rule.lowerCase ? whole.toLowerCase() : whole;
  if (full.length <= rule.longest) return full;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, hashLength);
  return `${full.slice(0, rule.longest - hashLength - 1).replace(/-+$/, '')}-${hash}`;
}

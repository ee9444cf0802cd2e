type Values = Readonly<Record<string, unknown>>;

/** A difference between AWS and the state that is no drift, because an intended process makes it. */
export interface ExpectedDrift {
  readonly type: string;
  readonly attribute: string;
  /** The process that causes this drift, such as scaling. */
  readonly reason: string;
  /** The last day on which it is expected, as `YYYY-MM-DD`: then a person must look at it again. */
  readonly until: string;
  /** Returns true for the differences that it covers. @default - every one of this attribute */
  readonly covers?: (before: Values, after: Values) => boolean;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const ofOnePart = (attribute: string) => (before: Values, after: Values) =>
  String(before[attribute]).split('.')[0] === String(after[attribute]).split('.')[0];

/**
 * Changes that a healthy environment makes by itself. The list is separate from `ignore_changes`, which lists what a deploy leaves alone: an
 * attribute that a deploy ignores is still reported here if a person has changed it.
 */
export const expectedDrift: readonly ExpectedDrift[] = [
  {
    type: 'aws_autoscaling_group',
    attribute: 'desired_capacity',
    reason:
      'scaling policies, schedules and the replacement of instances set it between the smallest and the largest size',
    until: '2027-11-30',
    covers: (_before, { desired_capacity: is, min_size: least, max_size: most }) =>
      isNumber(is) && isNumber(least) && isNumber(most) && is >= least && is <= most,
  },
  ...['min_size', 'max_size'].map((attribute) => ({
    type: 'aws_autoscaling_group',
    attribute,
    reason: 'a schedule starts and stops the group: sizes go to 0 and back',
    until: '2027-11-30',
    covers: (before: Values, after: Values) => before[attribute] === 0 || after[attribute] === 0,
  })),
  ...['target_spot_capacity', 'target_on_demand_capacity'].map((attribute) => ({
    type: 'aws_emr_instance_fleet',
    attribute,
    reason: 'managed scaling of the cluster sets it',
    until: '2027-11-30',
  })),
  {
    type: 'aws_db_instance',
    attribute: 'allocated_storage',
    reason: 'storage autoscaling enlarges it up to max_allocated_storage',
    until: '2027-11-30',
    covers: ({ allocated_storage: was }, { allocated_storage: is, max_allocated_storage: most }) =>
      isNumber(was) && isNumber(is) && isNumber(most) && is >= was && is <= most,
  },
  {
    type: 'aws_db_instance',
    attribute: 'engine_version_actual',
    reason: 'RDS installs patches in the maintenance window (auto_minor_version_upgrade)',
    until: '2027-11-30',
    covers: ofOnePart('engine_version_actual'),
  },
  {
    type: 'aws_elasticache_replication_group',
    attribute: 'engine_version_actual',
    reason: 'ElastiCache installs patches in the maintenance window (auto_minor_version_upgrade)',
    until: '2027-11-30',
    covers: ofOnePart('engine_version_actual'),
  },
];

/** Attributes that only AWS sets: they follow from other values, each of which is compared for itself. */
const madeByAws: Readonly<Record<string, readonly string[]>> = {
  aws_acm_certificate: [
    'not_after',
    'not_before',
    'pending_renewal',
    'renewal_eligibility',
    'renewal_summary',
    'status',
    'type',
  ],
  aws_acm_certificate_validation: [],
  aws_autoscaling_group: ['predicted_capacity', 'warm_pool_size'],
  aws_backup_plan: ['version'],
  aws_backup_vault: ['recovery_points'],
  aws_cloudfront_distribution: ['etag', 'in_progress_validation_batches', 'last_modified_time', 'status'],
  aws_cloudfront_function: ['etag', 'status'],
  aws_db_instance: ['domain_dns_ips', 'latest_restorable_time', 'master_user_secret', 'replicas', 'status'],
  aws_eip: ['association_id', 'instance', 'network_interface', 'private_dns', 'private_ip'],
  aws_elasticache_replication_group: ['member_clusters'],
  aws_emr_cluster: ['cluster_state'],
  aws_iam_policy: ['attachment_count'],
  aws_lb_target_group: ['load_balancer_arns'],
  aws_route53_zone: ['primary_name_server'],
};

const isMadeByAws = (type: string, attribute: string) => madeByAws[type]?.includes(attribute) ?? false;

/** The reason why a difference is expected. */
export interface Expectation {
  readonly reason: string;
  readonly until?: string;
}

/**
 * Returns the reason why a difference of one attribute is expected, `follows` for an attribute that only AWS sets, and undefined for drift.
 * @param today as `YYYY-MM-DD`: a rule counts up to its last day
 */
export function expectationOf(
  {
    type,
    attribute,
    before,
    after,
  }: { readonly type: string; readonly attribute: string; readonly before: Values; readonly after: Values },
  today: string,
  all = expectedDrift,
): Expectation | 'follows' | undefined {
  if (isMadeByAws(type, attribute)) return 'follows';
  const found = all.find(
    (one) =>
      one.type === type && one.attribute === attribute && one.until >= today && (one.covers?.(before, after) ?? true),
  );
  return found && { reason: found.reason, until: found.until };
}

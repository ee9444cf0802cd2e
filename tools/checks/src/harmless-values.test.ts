import type { Scenario } from '@malinshopper/policy';
import {
  documentsOf,
  inPolicy,
  judge,
  mutated,
  rules,
  subjectOf,
  waivers,
  withWaivers,
  worldOf,
  type Documents,
  type Mutation,
} from '@malinshopper/policy/testing';

/** An ordinary change of a team. */
type Harmless = Omit<Mutation, 'rule'>;

const lifecycle = (bucket: string, what: string, change: Mutation['change']): Harmless => ({
  what,
  type: 'aws_s3_bucket_lifecycle_configuration',
  path: `${bucket}/lifecycle`,
  change,
});
const slow = { type: 'aws_cloudwatch_metric_alarm', path: 'web-alarms/slow/Resource' };
const toHttps = { type: 'aws_lb_listener', path: 'load-balancer/http' };
const unknownNames = { type: 'aws_lb_listener', path: 'load-balancer/https' };
const web = { type: 'aws_launch_template', path: 'web/template/Resource' };
const job = { type: 'aws_lambda_function' };
const cdn = { type: 'aws_cloudfront_distribution' };
const database = { type: 'aws_db_instance' };
const content = { type: 'aws_s3_bucket', path: 'content/content/Resource' };

const changes: readonly Harmless[] = [
  { what: 'web servers are larger', ...web, change: (config) => (config.instance_type = 'm7g.xlarge') },
  { what: 'a disk is larger', ...web, change: (config) => (config.block_device_mappings[0].ebs.volume_size += 50) },
  { what: 'the database has more storage', ...database, change: (config) => (config.max_allocated_storage *= 2) },
  { what: 'the database keeps backups longer', ...database, change: (config) => (config.backup_retention_period = 34) },
  { what: 'a function has more memory', ...job, change: (config) => (config.memory_size = 512) },
  {
    what: 'a log is kept for two years',
    type: 'aws_cloudwatch_log_group',
    path: 'compute/web/log/Resource',
    change: (config) => (config.retention_in_days = 731),
  },
  lifecycle('trail/bucket', 'the trail is kept for two years', ({ rule }) => (rule[1].expiration[0].days = 730)),
  lifecycle(
    'account/access-logs/bucket',
    'access logs are kept longer',
    ({ rule }) => (rule[1].expiration[0].days = 400),
  ),
  lifecycle(
    'content/packages',
    'replaced packages are kept for two months',
    ({ rule }) => (rule[2].noncurrent_version_expiration[0].noncurrent_days = 60),
  ),
  lifecycle(
    'content/content',
    'replaced content is kept for two months',
    ({ rule }) => (rule[1].noncurrent_version_expiration[0].noncurrent_days = 60),
  ),
  lifecycle(
    'content/content',
    'five replaced versions stay whatever their age',
    ({ rule }) => (rule[1].noncurrent_version_expiration[0].newer_noncurrent_versions = 5),
  ),
  lifecycle('content/content', 'markers of deleted objects are removed', ({ rule }) =>
    rule.push({
      id: 'markers',
      status: 'Enabled',
      filter: [{ prefix: '' }],
      expiration: [{ expired_object_delete_marker: true }],
    }),
  ),
  lifecycle(
    'content/content',
    'uploads may take three days',
    ({ rule }) => (rule[0].abort_incomplete_multipart_upload[0].days_after_initiation = 3),
  ),
  lifecycle('content/content', 'a rule that is switched off expires', ({ rule }) =>
    rule.push({ id: 'off', status: 'Disabled', filter: [{ prefix: '' }], expiration: [{ days: 1 }] }),
  ),
  {
    what: 'copies of the database are kept for two months',
    type: 'aws_backup_plan',
    change: (config) => (config.rule[0].lifecycle.delete_after = 60),
  },
  {
    what: 'a vault keeps copies for ten years at most',
    type: 'aws_backup_vault_lock_configuration',
    change: (config) => (config.max_retention_days = 3650),
  },
  {
    what: 'a queue keeps messages for a week',
    scenario: 'cluster',
    type: 'aws_sqs_queue',
    path: 'queue-fetcher/Resource',
    change: (config) => (config.message_retention_seconds = 604_800),
  },
  {
    what: "visitors are redirected to the environment's host over HTTPS",
    ...toHttps,
    change: (config) => (config.default_action[0].redirect.host = 'www.malinshopper.com'),
  },
  {
    what: 'a redirect keeps the address explicitly',
    ...toHttps,
    change: (config) =>
      Object.assign(config.default_action[0].redirect, { host: '#{host}', path: '/#{path}', query: '#{query}' }),
  },
  {
    what: 'unknown names get another text',
    ...unknownNames,
    change: (config) => (config.default_action[0].fixed_response.message_body = 'Nothing here'),
  },
  {
    what: 'the load balancer checks web servers less often',
    type: 'aws_lb_target_group',
    change: (config) => (config.health_check.interval = 30),
  },
  {
    what: 'the distribution has a page for missing objects',
    ...cdn,
    change: (config) =>
      (config.custom_error_response = [
        { error_code: 404, response_code: 404, response_page_path: '/missing.html', error_caching_min_ttl: 60 },
      ]),
  },
  {
    what: 'the distribution only reads',
    ...cdn,
    change: (config) => (config.default_cache_behavior.allowed_methods = ['GET', 'HEAD']),
  },
  {
    what: 'the distribution has another comment',
    ...cdn,
    change: (config) => (config.comment = 'Pictures of the shop'),
  },
  {
    what: 'an access log has one field less',
    type: 'aws_cloudwatch_log_delivery',
    change: (config) => config.record_fields.pop(),
  },
  {
    what: 'a delegation is kept for a day',
    type: 'aws_route53_record',
    path: 'delegate-staging.malinshopper.com',
    change: (config) => (config.ttl = 86_400),
  },
  {
    what: 'name servers are in another order',
    type: 'aws_route53_record',
    path: 'delegate-staging.malinshopper.com',
    change: (config) => config.records.reverse(),
  },
  {
    what: 'a validation record is cached for an hour',
    type: 'aws_route53_record',
    path: 'proof-malinshopper.com',
    change: (config) => (config.ttl = 3600),
  },
  { what: 'pages may be slower', ...slow, change: (config) => (config.threshold = 1.5) },
  { what: 'an alarm waits for a point more', ...slow, change: (config) => (config.evaluation_periods = 3) },
  {
    what: 'an alarm notifies another topic of this repository',
    ...slow,
    change: (config) =>
      (config.alarm_actions = ['${data.terraform_remote_state.account.outputs.alarmTopicArns.delivery}']),
  },
  {
    what: 'an alarm notifies two topics of this repository',
    ...slow,
    change: (config) =>
      config.alarm_actions.push('${data.terraform_remote_state.account.outputs.alarmTopicArns.delivery}'),
  },
  {
    what: "an alarm names a page of the company's site",
    ...slow,
    change: (config) => (config.alarm_description += ', see https://malinshopper.com/help'),
  },
  {
    what: 'alarms are sent to another address of the company',
    type: 'aws_sns_topic_subscription',
    path: 'compute/mail',
    change: (config) => (config.endpoint = 'on-call+web@malinshopper.com'),
  },
  { what: 'the budget is lower', type: 'aws_budgets_budget', change: (config) => (config.limit_amount = '1400.0') },
  { what: 'a tag mentions passwords', ...content, change: (config) => (config.tags.Note = 'No passwords in here') },
  {
    what: 'a description mentions a token',
    type: 'aws_kms_key',
    path: 'content/key/Resource',
    change: (config) => (config.description = 'Content, packages and the token of nothing'),
  },
  {
    what: 'a function has a host of the company in a variable',
    ...job,
    change: (config) => (config.environment.variables.SHOP = 'malinshopper.com'),
  },
  {
    what: 'a function has the name of a secret in a variable',
    ...job,
    change: (config) =>
      (config.environment.variables.WEB_SECRET = '${aws_secretsmanager_secret.users_web_AF13EB77.arn}'),
  },
  {
    what: 'an office address of the company reaches the load balancer',
    type: 'aws_vpc_security_group_ingress_rule',
    path: 'load-balancer/firewall/https',
    change: (config) => (config.cidr_ipv4 = '203.0.113.7/32'),
  },
  {
    what: 'a condition names this account as a list',
    type: 'aws_sns_topic_policy',
    path: 'account/alarms/compute/policy',
    change: inPolicy((statements) => {
      for (const { Condition } of statements) {
        const equal = Condition?.StringEquals;
        if (equal?.['aws:SourceAccount']) equal['aws:SourceAccount'] = [equal['aws:SourceAccount']].flat();
      }
    }),
  },
];

/** Every finding without a waiver. */
function findings(documents: Documents, scenario: Scenario): readonly string[] {
  const today = new Date().toISOString().slice(0, 10);
  return withWaivers(judge(worldOf(documents), rules), scenario, waivers, today)
    .judged.filter(({ fault, waiver }) => fault && !waiver)
    .map(({ rule, resource, fault }) => `${rule.id} ${resource.path}: ${fault}`);
}

const standing = new Map<Scenario, Documents>();
beforeAll(async () => {
  for (const scenario of ['production', 'cluster'] as const) {
    standing.set(scenario, await documentsOf(subjectOf(scenario)));
  }
});

test.each(changes.map((change) => [change.what, change] as const))('no rule objects when %s', (_what, change) => {
  const { scenario = 'production' } = change;
  expect(findings(mutated(standing.get(scenario)!, { rule: '', ...change }), scenario)).toEqual([]);
});

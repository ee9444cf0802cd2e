import { globalRegion } from '@malinshopper/aws-facts';
import { entriesOf, isObject, type Resource, type World } from '@malinshopper/synthesized';
import type { Change } from '../testing/mutation';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';
import { exactly, faultsIn, optional, type ValueFault } from './faults';
import { ignored } from './ignored';

/**
 * Arguments that Terraform accepts in every resource (Terraform language, "Meta-Arguments" and "Provisioners"), and
 * that no app uses.
 */
const refused: Readonly<Record<string, string>> = {
  count: 'rules judge one resource, but Terraform creates none or many',
  for_each: 'rules judge one resource, but Terraform creates none or many',
  dynamic: 'no rule reads the blocks that it generates',
  provisioner: 'it runs a program',
  connection: 'it connects a program to a machine',
};

/**
 * Types that an app also creates in us-east-1, besides its own region: resources for CloudFront, Route 53 and sign-ins.
 */
const global: ReadonlySet<string> = new Set([
  'aws_accessanalyzer_analyzer',
  'aws_acm_certificate',
  'aws_acm_certificate_validation',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_event_target',
  'aws_cloudwatch_log_delivery',
  'aws_cloudwatch_log_delivery_destination',
  'aws_cloudwatch_log_delivery_source',
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_log_resource_policy',
  'aws_cloudwatch_metric_alarm',
  'aws_kms_alias',
  'aws_kms_key',
  'aws_sns_topic',
  'aws_sns_topic_policy',
  'aws_sns_topic_subscription',
  'aws_wafv2_web_acl',
  'aws_wafv2_web_acl_logging_configuration',
]);

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const ignoresListed =
  ({ type }: Resource): ValueFault =>
  (value) => {
    const listed = Object.keys(ignored[type] ?? {});
    const found: unknown[] = isList(value) ? value : [value];
    const open = found.filter((each) => !listed.includes(String(each)));
    return open.length > 0
      ? `has ${open.map(String).join(', ')}: changes there stay, and no rule sees them`
      : undefined;
  };

/** A replacement because of another resource of the same stack: its id, or a value that is kept for this purpose. */
const triggers =
  ({ stack }: Resource): ValueFault =>
  (value) => {
    const open = (isList(value) ? value : [value]).filter((each) => {
      const [, address = ''] =
        /^((?:aws_security_group|terraform_data)\.[\w-]+)(?:\.(?:id|input|output))?$/.exec(String(each)) ?? [];
      return stack.resource(address) === undefined;
    });
    return open.length > 0 ? `has ${JSON.stringify(open[0])}` : undefined;
  };

const waits =
  ({ stack }: Resource): ValueFault =>
  (value) => {
    const open = isList(value)
      ? value.filter((each) => !stack.resource(String(each)) && !stack.part(String(each)))
      : [value];
    return open.length > 0 ? `has ${JSON.stringify(open[0])}, which is no resource of the stack` : undefined;
  };

const providerOf =
  ({ type, stack, app }: Resource, { environment: { account } }: World): ValueFault =>
  (value) => {
    const region = stack.part(`provider.${String(value)}`)?.config['region'] as unknown;
    if (region === globalRegion && (global.has(type) || account.regions.some((each) => String(each) === globalRegion)))
      return undefined;
    if (app === 'account' && account.regions.some((each) => each === region)) return undefined;
    return `is ${JSON.stringify(value)}: no rule expects ${type} there`;
  };

const onOrOff = optional(exactly(true, false));

function metaFault(resource: Resource, world: World): string | undefined {
  const { config } = resource;
  const bad = Object.keys(refused).filter((name) => Object.hasOwn(config, name));
  const faults = bad.map((name) => `has ${name}: ${refused[name]!}`);
  const lifecycle: unknown[] = [config['lifecycle'] ?? []].flat();
  const settings = lifecycle.length > 1 || !lifecycle.every(isObject) ? 'is not one block' : undefined;
  const inLifecycle =
    settings ??
    faultsIn(lifecycle[0], {
      create_before_destroy: onOrOff,
      prevent_destroy: onOrOff,
      ignore_changes: optional(ignoresListed(resource)),
      replace_triggered_by: optional(triggers(resource)),
    });
  const more = faultsIn(
    Object.fromEntries(entriesOf(config).filter(([name]) => name === 'depends_on' || name === 'provider')),
    { depends_on: optional(waits(resource)), provider: optional(providerOf(resource, world)) },
  );
  const all = [
    ...faults,
    ...(inLifecycle === undefined ? [] : [`lifecycle ${inLifecycle}`]),
    ...(more === undefined ? [] : [more]),
  ];
  return all.length > 0 ? all.join('; ') : undefined;
}

const lock = { type: 'aws_s3_bucket_public_access_block', path: 'content/content/public-access' };
const server = { type: 'aws_db_instance' };
const set = (place: { type: string; path?: string }, change: Change) => ({ ...place, change });
const ignores = (place: { type: string; path?: string }, ...attributes: string[]) =>
  set(place, (config) => (config.lifecycle = { ...config.lifecycle, ignore_changes: attributes }));

export const metaArguments = rulesOf([], {
  MAL_WORLD_6: {
    title: 'Resources exist exactly once, as they are written, and ignore only changes with a reason',
    severity: 'critical',
    why: 'A resource with a count of zero protects nothing, and an ignored attribute keeps a change by hand',
    fix: 'Decide it in the TypeScript code; reasons for ignore_changes are in tools/policy/src/closed-world/ignored.ts',
    source: 'Terraform language, "Meta-Arguments"',
    ask: custom(metaFault, {
      'a resource has a count of zero': set(lock, (config) => (config.count = 0)),
      'a resource has an empty for_each': set(lock, (config) => (config.for_each = {})),
      'a program runs with the resource': set(
        lock,
        (config) => (config.provisioner = { 'local-exec': { command: 'id' } }),
      ),
      'a program runs on a machine': set(lock, (config) => (config.connection = { host: 'example.com' })),
      'blocks are generated by an expression': set(
        lock,
        (config) => (config.dynamic = { rule: { for_each: [1], content: {} } }),
      ),
      'the deletion protection is ignored': ignores(server, 'deletion_protection'),
      'the boundary of a role is ignored': ignores({ type: 'aws_iam_role' }, 'permissions_boundary'),
      'the policy of a bucket is ignored': ignores({ type: 'aws_s3_bucket_policy' }, 'policy'),
      'every change is ignored': set(server, (config) => (config.lifecycle = { ignore_changes: 'all' })),
      'a postcondition is an expression': set(
        server,
        (config) => (config.lifecycle.postcondition = { condition: true }),
      ),
      'prevent_destroy is an expression': set(server, (config) => (config.lifecycle.prevent_destroy = '${false}')),
      'it is replaced with another resource': set(
        server,
        (config) => (config.lifecycle.replace_triggered_by = ['aws_kms_key.a.id']),
      ),
      'it depends on a module': set(server, (config) => (config.depends_on = ['module.a'])),
      'it has another provider': set(lock, (config) => (config.provider = 'aws.us_east_1')),
    }),
  },
});

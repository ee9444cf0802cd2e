import { z } from 'zod';

const stack = z.object({ resource: z.record(z.string(), z.record(z.string(), z.looseObject({}))) });

/**
 * The resource types that are printed with a name, each with the attribute that contains the name. Resources of all
 * other types are only counted.
 */
const named = [
  ['bucket', 'buckets', 'aws_s3_bucket', 'bucket'],
  ['hosted zone', 'hosted zones', 'aws_route53_zone', 'name'],
  ['OIDC provider', 'OIDC providers', 'aws_iam_openid_connect_provider', 'url'],
  ['role', 'roles', 'aws_iam_role', 'name'],
  ['alarm topic', 'alarm topics', 'aws_sns_topic', 'name'],
  ['address for alarms', 'addresses for alarms', 'aws_sns_topic_subscription', 'endpoint'],
  ['audit trail', 'audit trails', 'aws_cloudtrail', 'name'],
  ['budget', 'budgets', 'aws_budgets_budget', 'name'],
  ['key', 'keys', 'aws_kms_key', undefined],
] as const;

/** The resources of a synthesized stack for a person: those of the named types by name, and the number of the others. */
export function inWords(json: string): string[] {
  const { resource } = stack.parse(JSON.parse(json));
  const rows: (readonly [string, string])[] = named.flatMap(([one, many, type, attribute]) => {
    const all = Object.values(resource[type] ?? {});
    const names = attribute === undefined ? [] : [...new Set(all.map((config) => String(config[attribute])))];
    const count = names.length || all.length;
    return count === 0 ? [] : [[`${count} ${count === 1 ? one : many}`, names.join(', ')] as const];
  });
  const known = named.map(([, , type]): string => type);
  const others = Object.entries(resource).flatMap(([type, all]) =>
    known.includes(type) ? [] : Object.keys(all),
  ).length;
  if (others > 0) rows.push([`${others} more`, 'settings of the account, policies, aliases, log groups, alarms']);
  return rows.map(([count, names]) => `  ${count.padEnd(24)} ${names}`.trimEnd());
}

/** The number of resources of a synthesized stack. */
export function resourcesIn(json: string): number {
  return Object.values(stack.parse(JSON.parse(json)).resource).flatMap((all) => Object.keys(all)).length;
}

import leven from 'leven';
import pc from 'picocolors';
import { checkov, requirements } from '../standards/catalogue';
import { rules } from '../rules';
import type { Rule } from '../rules/rule';
import type { Mutation } from '../testing/mutation';
import { mutations } from '../testing/mutations';
import type { Waiver } from '../waivers/waiver';
import { guardWaivers } from '../waivers/guard-waivers';
import { waivers } from '../waivers/waivers';
import { sourceOf } from './source';

/** The number of suggestions for an unknown id. */
const suggested = 3;

/**
 * Explains a rule: its texts, the standards that it covers with their pages, its breaks, and its waivers.
 * @param id of the rule, or of a standard's rule that it covers: `CKV_AWS_16`, `FSBP.RDS.3`
 * @throws if no rule has or covers the id, with the nearest ids
 */
export function explain(id: string): string {
  const found = rules.filter((rule) => rule.id === id || rule.covers?.includes(id));
  if (found.length > 0) return found.map(textOf).join('\n\n');
  const known = [...new Set(rules.flatMap((rule) => [rule.id, ...(rule.covers ?? [])]))];
  const distances = new Map(known.map((each) => [each, leven(id.toLowerCase(), each.toLowerCase())]));
  const nearest = known.sort((one, other) => distances.get(one)! - distances.get(other)!).slice(0, suggested);
  throw new Error(
    `No rule has or covers the id ${JSON.stringify(id)}. The nearest are ${nearest.join(', ')}. ` +
      'All ids are in docs/policy-coverage.md.',
  );
}

function textOf(rule: Rule): string {
  const { id, severity, title, types, why, fix, source, covers = [] } = rule;
  return [
    `${pc.bold(`${severity} ${id}`)} ${title}`,
    `  why: ${why}`,
    `  fix: ${fix}`,
    ...(source === undefined ? [] : [`  source: ${source}`]),
    `  judges: ${types.join(', ') || 'all types'}${rule.about ? ', where it applies' : ''}`,
    ...list('standards', [id, ...covers].flatMap(standard)),
    ...list('tried with', mutations.filter(({ rule: of }) => of === id).map(tried)),
    ...list('waivers', [...waivers, ...guardWaivers].filter(({ rule: of }) => of === id).map(accepted)),
  ].join('\n');
}

const list = (name: string, lines: readonly string[]) =>
  lines.length === 0 ? [`  ${name}: none`] : [`  ${name}:`, ...lines.map((line) => `    ${line}`)];

/** An id of a standard with its requirement, if it is known here, and its page. Empty for ids of this repository. */
function standard(id: string): string[] {
  const asks = requirements[id] ?? Object.values(checkov).find((of) => of[id] !== undefined)?.[id];
  const page = sourceOf(id);
  if (asks === undefined && page === undefined) return [];
  return [[`${id}${asks === undefined ? '' : `: ${asks}`}`, ...(page === undefined ? [] : [page])].join('\n      ')];
}

const tried = ({ what, scenario = 'production', type, path }: Mutation) =>
  `${what} (${scenario}, ${type}${path ? ` ${path}` : ''})`;

const accepted = ({ path, environments, owner, expires, reason }: Waiver) =>
  `${path} in ${environments.join(', ')}, by ${owner} until ${expires}: ${reason}`;

import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import type { Ask } from '../ask';
import type { Rule } from '../rule';
import type { Row } from '../table';

/**
 * A type of which every account has exactly one resource: a setting that is missing in an account is reported on it. A rule
 * on the setting alone would judge nothing where there is none.
 */
export const everyAccountHas = 'aws_budgets_budget';

/** What is wrong with a setting of the account: there has to be one in each region, and each has to be right. */
const faultOf =
  (type: string, fault: Ask['fault'], alsoIn: readonly string[]): Ask['fault'] =>
  (resource, world) => {
    if (resource.type === type) return fault(resource, world);
    const there = world.resources(type).filter(({ app }) => app === 'account');
    const wanted = [world.environment.account.region, ...alsoIn];
    const missing = wanted.filter((region) => !there.some((setting) => setting.region === region));
    return missing.length > 0 ? `the account has no ${type} in ${missing.join(', ')}` : undefined;
  };

/**
 * What a row on a setting of the account has: the ask of the setting, and that the account has one.
 * @param alsoIn regions in which it has to be, besides that of the account
 */
export const oncePerAccount = (type: string, ask: Ask, ...alsoIn: readonly string[]) =>
  ({
    types: [everyAccountHas, type],
    tried: { type },
    ask: {
      fault: faultOf(type, (resource, world) => ask.fault(resource, world), alsoIn),
      breaks: [...ask.breaks, { what: `the account has no ${type}`, change: remove }],
    },
  }) satisfies Partial<Row>;

type About = Pick<Rule, 'id' | 'title' | 'severity' | 'why' | 'fix'> & { readonly covers?: Rule['covers'] };

/** A rule on a setting of the account, outside of a table. */
export const ofTheAccount = (
  rule: About,
  type: string,
  fault: (setting: Resource, world: World) => string | undefined,
): Rule => ({ ...rule, types: [everyAccountHas, type], check: faultOf(type, fault, []) });

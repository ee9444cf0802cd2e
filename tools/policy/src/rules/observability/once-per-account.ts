import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

/**
 * What every account has exactly one of, whatever else it has: what has to exist in an account is missed on it. A rule that
 * only judged what is there would say nothing of what is not.
 */
export const everyAccountHas = 'aws_budgets_budget';

type About = Pick<Rule, 'id' | 'title' | 'severity' | 'why' | 'fix'> & { readonly covers?: Rule['covers'] };

/** Where an account has to have something, besides its own region. */
interface Where {
  /** @default none */
  readonly alsoIn?: readonly string[];
}

/** A rule on a setting of the account: there has to be one, and each has to be right. */
export function ofTheAccount(
  rule: About,
  type: string,
  fault: (setting: Resource, world: World) => string | undefined,
  { alsoIn = [] }: Where = {},
): Rule {
  return {
    ...rule,
    types: [everyAccountHas, type],
    check: (resource, world) => {
      if (resource.type === type) return fault(resource, world);
      const there = world.resources(type).filter(({ app }) => app === 'account');
      const wanted = [world.environment.account.region, ...alsoIn];
      const missing = wanted.filter((region) => !there.some((setting) => setting.region === region));
      return missing.length > 0 ? `the account has no ${type} in ${missing.join(', ')}` : undefined;
    },
  };
}

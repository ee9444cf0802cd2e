import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import type { Ask } from '../ask';
import type { Row } from '../table';

/**
 * A type of which every account has exactly one resource: a setting that is missing in an account is reported on it. A rule
 * on the setting alone would judge nothing where there is none.
 */
export const everyAccountHas = 'aws_budgets_budget';

/** What is wrong with a setting of the account: there has to be one in each of these regions, and each has to be right. */
const faultOf =
  (type: string, ask: Ask, regionsOf: (world: World) => readonly string[]): Ask['fault'] =>
  (resource: Resource, world) => {
    if (resource.type === type) return ask.fault(resource, world);
    const missing = missingIn(type, regionsOf(world), world);
    return missing.length > 0 ? `the account has no ${type} in ${missing.join(', ')}` : undefined;
  };

/** The regions among these in which the account has no setting of a type. */
export const missingIn = (type: string, regions: readonly string[], world: World): readonly string[] => {
  const there = world.resources(type).filter(({ app }) => app === 'account');
  return regions.filter((region) => !there.some((setting) => setting.region === region));
};

const row = (type: string, ask: Ask, regionsOf: (world: World) => readonly string[]) =>
  ({
    types: [everyAccountHas, type],
    tried: { type },
    ask: {
      fault: faultOf(type, ask, regionsOf),
      breaks: [...ask.breaks, { what: `the account has no ${type}`, change: remove }],
    },
  }) satisfies Partial<Row>;

/** What a row has on a setting that holds for the whole account: the ask of the setting, and that the account has one. */
export const oncePerAccount = (type: string, ask: Ask) =>
  row(type, ask, ({ environment: { account } }) => [account.region]);

/**
 * The same for a setting that AWS has once in each region.
 * @param alsoIn regions in which it has to be, besides those of the account
 */
export const oncePerRegion = (type: string, ask: Ask, ...alsoIn: readonly string[]) =>
  row(type, ask, ({ environment: { account } }) => [...account.regions, ...alsoIn]);

import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import type { Ask } from '../ask';
import type { Row } from '../table';

/**
 * A resource type that exists exactly once in every account. A rule reports a missing account setting on this resource.
 * A rule on the type of the setting itself would judge nothing if the setting is missing.
 */
export const everyAccountHas = 'aws_budgets_budget';

/**
 * Returns the fault of an account setting. The setting has to exist, with the right values, in each of these regions.
 */
const faultOf =
  (type: string, ask: Ask, regionsOf: (world: World) => readonly string[]): Ask['fault'] =>
  (resource: Resource, world) => {
    if (resource.type === type) return ask.fault(resource, world);
    const missing = missingIn(type, regionsOf(world), world);
    return missing.length > 0 ? `the account has no ${type} in ${missing.join(', ')}` : undefined;
  };

/** The regions of this list in which the account lacks a setting of a type. */
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

/**
 * The fields of a row on a setting of the whole account: the check of its values, and the check that the setting
 * exists.
 */
export const oncePerAccount = (type: string, ask: Ask) =>
  row(type, ask, ({ environment: { account } }) => [account.region]);

/**
 * Checks a setting that exists once in each region.
 * @param alsoIn further regions that need the setting, in addition to the regions of the account
 */
export const oncePerRegion = (type: string, ask: Ask, ...alsoIn: readonly string[]) =>
  row(type, ask, ({ environment: { account } }) => [...account.regions, ...alsoIn]);

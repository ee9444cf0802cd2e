import type { Resource, Stack, World } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { said } from '../must';
import { attributeOf, isOfIam, nameLimits } from './limits';

const types = Object.keys(nameLimits);
const isAlone = ({ type }: Resource) => nameLimits[type]?.inside !== true;

/** A text with what stands behind the references in it, as far as the program knows it. */
const writtenOut = (text: string, from: Stack, world: World): string =>
  text.replace(/\$\{[^{}]*\}/g, (reference) => {
    const value = world.resolve(reference, from);
    return value === reference || typeof value !== 'string' ? reference : writtenOut(value, from, world);
  });

/** How a resource is called; none, if it does not say so, and AWS or Terraform makes a name up. */
function nameOf({ type, config, stack }: Resource, world: World): string | undefined {
  const name: unknown = config[attributeOf(type)];
  return typeof name === 'string' ? writtenOut(name, stack, world) : undefined;
}

/** How resources are called. That no two have one name is for MAL_APP_2. */
export const nameRules: readonly Rule[] = [
  {
    id: 'MAL_NAME_1',
    covers: ['D7', 'L4', 'S1'],
    title: 'No name is longer than AWS takes',
    severity: 'medium',
    why: 'Most limits are found out by no plan, but in the middle of a deploy, and only for a long branch name',
    fix: 'Name it with nameFor or resourceName (libs/stack), which shorten it with a hash',
    // IAM's are judged by MAL_IAM_13, with the sizes of its policies.
    types: types.filter((type) => !isOfIam(type)),
    check: (resource, world) => {
      const name = nameOf(resource, world);
      const { longest } = nameLimits[resource.type]!;
      if (name === undefined || name === '') return said(resource.config, attributeOf(resource.type));
      if (name.includes('${')) return `nobody knows how long ${JSON.stringify(name)} will be`;
      return name.length > longest ? `${name} has ${name.length} characters, AWS takes ${longest}` : undefined;
    },
  },
  {
    id: 'MAL_NAME_2',
    covers: ['D7', 'S1'],
    title: 'Every name has the form that AWS takes',
    severity: 'medium',
    why: 'A wrong one fails in the middle of a deploy; a bucket with dots in its name has no certificate',
    fix: 'Name it with nameFor or resourceName (libs/stack)',
    types: types.filter((type) => nameLimits[type]?.looks),
    check: (resource, world) => {
      const name = nameOf(resource, world) ?? '';
      return nameLimits[resource.type]!.looks!.test(name) ? undefined : `${JSON.stringify(name)} has another`;
    },
  },
  {
    id: 'MAL_NAME_3',
    covers: ['P5'],
    title: 'Every name says of which environment it is',
    severity: 'high',
    why: 'Environments share an account: two branches would have the same resource, and the second deploy fail',
    fix: 'nameFor and bucketName of the stack, which begin with the environment',
    types,
    // What an account has once is of no environment.
    about: (resource) => isAlone(resource) && resource.app !== 'account',
    check: (resource, world) => {
      const name = nameOf(resource, world) ?? '';
      return name.includes(world.environment.name)
        ? undefined
        : `${JSON.stringify(name)} does not hold ${JSON.stringify(world.environment.name)}`;
    },
  },
];

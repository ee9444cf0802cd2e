import { statementsOf, type Resource, type Statement, type World } from '@malinshopper/synthesized';
import { remembered } from '../remembered';

/**
 * The names of attributes that contain a resource policy, for every type. A text in them that is not JSON is refused.
 */
const attributes = [
  'policy',
  'access_policy',
  'access_policies',
  'policy_document',
  'resource_policy',
  'assume_role_policy',
];

/** True if a text is JSON with principals, in any attribute. */
const hasPrincipals = (value: unknown): value is string =>
  typeof value === 'string' && value.trimStart().startsWith('{') && /"(Not)?Principal"/.test(value);

/** The blocks of a resource, starting with itself, each as if it were a resource. */
function blocksOf(resource: Resource): readonly Resource[] {
  const found: Resource[] = [];
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) found.push({ ...resource, config: value as Resource['config'] });
    Object.values(value).forEach(visit);
  };
  visit(resource.config);
  return found;
}

/**
 * The statements with principals, from resource policies and trust policies. They can be in any attribute of a
 * resource, and in nested blocks.
 * @throws if an attribute with a policy is not JSON
 */
export const resourceStatementsOf = remembered((resource: Resource, world: World): readonly Statement[] =>
  blocksOf(resource)
    .flatMap((block) =>
      Object.keys(block.config)
        .filter(
          (name) =>
            (attributes.includes(name) && typeof block.config[name] === 'string') || hasPrincipals(block.config[name]),
        )
        .flatMap((name) => statementsOf(block, world, name)),
    )
    .filter(({ principals, notPrincipals }) => principals ?? notPrincipals),
);

import { statementsOf, type Resource, type Statement, type World } from '@malinshopper/synthesized';
import { remembered } from '../remembered';

/** The attributes that hold a resource policy by their name, of any type: there a text that is no JSON is refused. */
const attributes = [
  'policy',
  'access_policy',
  'access_policies',
  'policy_document',
  'resource_policy',
  'assume_role_policy',
];

/** Whether a text is JSON with principals in it, in whatever attribute it stands. */
const hasPrincipals = (value: unknown): value is string =>
  typeof value === 'string' && value.trimStart().startsWith('{') && /"(Not)?Principal"/.test(value);

/** The blocks of a resource, itself first, each as if it were one. */
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
 * The statements with principals in any attribute of a resource, also in nested blocks: of resource policies and of trust policies.
 * @throws if an attribute that holds a policy is no JSON
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

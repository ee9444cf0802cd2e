import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The module of `@cloud-copilot/iam-utils` (0.1.82) that finds the resource types of the Service Authorization Reference. */
interface ResourceTypes {
  mostSpecificMatchingResourceTypePatterns(resource: string, patterns: readonly string[]): string[];
}

/**
 * The path of that module for the simulator: the package exports its index only. The index's exports are read-only, but
 * they read those of this module.
 */
function fileOf(): string {
  const simulator = createRequire(__filename).resolve('@cloud-copilot/iam-simulate');
  return join(dirname(createRequire(simulator).resolve('@cloud-copilot/iam-utils')), 'resourceTypes.js');
}

/** The module as the simulator has loaded it. Jest has one module registry for each test file. */
export function resourceTypes(): ResourceTypes {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(fileOf()) as ResourceTypes;
}

/**
 * Caches which patterns a resource matches, for the simulator. For each call it intersects two automata, character by
 * character, for each resource type of the action (resourceTypes.js, patternsHaveIntersection): a quarter of the time
 * of tools/permissions, where four of five calls are repeated. The answer depends on the two arguments only.
 */
export function rememberResourceTypes(): void {
  const types = resourceTypes();
  const found = types.mostSpecificMatchingResourceTypePatterns;
  const known = new Map<string, readonly string[]>();
  types.mostSpecificMatchingResourceTypePatterns = (resource, patterns) => {
    const question = JSON.stringify([resource, patterns]);
    const answer = known.get(question) ?? found(resource, patterns);
    known.set(question, answer);
    return [...answer];
  };
}

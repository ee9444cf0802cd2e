import { isResource, partsOf, type Parts } from '@malinshopper/terraform/record';
import type { Stacks } from '../deployed-before';
import type { Row } from '../row';

/**
 * The probable new name of a gone app: an app that was never deployed, and creates half or more of the same resources.
 * @param parts of the app that is gone
 */
export function lookAlike(
  parts: Parts | undefined,
  environment: string,
  rows: readonly Row[],
  stacks: Stacks,
): string | undefined {
  const resources = shapesOf(parts ?? {});
  if (resources.length === 0) return undefined;
  const candidates = rows.filter((row) => row.environment === environment && row.state === 'never');
  return candidates.find(({ app }) => {
    const json = stacks.get(environment)?.get(app)?.json;
    const others = new Set(json === undefined ? [] : shapesOf(partsOf(json)));
    return resources.filter((shape) => others.has(shape)).length * 2 >= resources.length;
  })?.app;
}

const shapesOf = (parts: Parts) =>
  Object.entries(parts).flatMap(([address, { shape }]) =>
    isResource(address) ? [`${address.slice(0, address.indexOf('.'))} ${shape}`] : [],
  );

import type { Resource, World } from '@malinshopper/synthesized';
import type { Changeable } from '../testing/mutation';
import type { Ask } from './ask';

/** The JSON in a text attribute. */
function jsonOf({ config, stack, path }: Resource, attribute: string, world: World): Resource['config'] {
  const text = String(world.resolve(config[attribute], stack));
  try {
    return JSON.parse(text) as Resource['config'];
  } catch {
    throw new Error(
      `${path}: ${attribute} is not JSON, so no rule can judge it. It begins with ` +
        `${JSON.stringify(text.slice(0, 60))}. Write it with JSON.stringify.`,
    );
  }
}

/** A change of the JSON in a text attribute. */
export const changeJson = (attribute: string, change: (json: Changeable) => void) => (config: Changeable) => {
  const json: unknown = JSON.parse(config[attribute] as string);
  change(json);
  config[attribute] = JSON.stringify(json);
};

/**
 * An ask for the JSON in a text attribute, as if its properties were attributes.
 * @throws if the text is not JSON
 */
export const inJson = (attribute: string, ask: Ask): Ask => ({
  fault: (resource, world) => ask.fault({ ...resource, config: jsonOf(resource, attribute, world) }, world),
  breaks: ask.breaks.map(({ change, ...rest }) => ({
    ...rest,
    change: typeof change === 'string' ? change : changeJson(attribute, (json) => change(json, {}, {})),
  })),
});

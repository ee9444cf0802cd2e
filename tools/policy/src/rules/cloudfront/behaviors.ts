import { type Block, blocks } from '@malinshopper/synthesized';
import { alsoBroken, at, show, type Ask } from '../ask';

const behaviorsOf = (config: Block): readonly Block[] => [
  ...blocks(config['default_cache_behavior']),
  ...blocks(config['ordered_cache_behavior']),
];
const nameOf = ({ path_pattern: path }: Block) => (path === undefined ? 'the default behavior' : `behavior ${path}`);

/** Asks that an attribute passes in every cache behavior. It is broken in the default one with each of `bad`, and for a path with the first. */
export function everyBehavior(attribute: string, pass: (value: unknown) => boolean, ...bad: readonly unknown[]): Ask {
  const inDefault = at(`default_cache_behavior.${attribute}`, pass, ...bad);
  const ask: Ask = {
    fault({ config }) {
      const behaviors = behaviorsOf(config);
      const wrong = behaviors.find((behavior) => !pass(behavior[attribute]));
      if (behaviors.length === 0) return 'it has no behavior';
      return wrong && `${nameOf(wrong)}: ${show(attribute, wrong[attribute])}`;
    },
    breaks: inDefault.breaks,
  };
  return alsoBroken(ask, {
    [`${show(attribute, bad[0])} for a path`]: (config) => {
      config.ordered_cache_behavior = [
        { ...config.default_cache_behavior, path_pattern: '/old/*', [attribute]: bad[0] },
      ];
    },
  });
}

import type { Mutation } from '../../testing/mutation';

type Change = Exclude<Mutation['change'], 'remove'>;

/** Takes an attribute away. */
export const without =
  (attribute: string): Change =>
  (config) =>
    delete config[attribute];

/** Gives attributes other values. */
export const having =
  (attributes: Record<string, unknown>): Change =>
  (config) =>
    Object.assign(config, attributes);

/** Changes what stands in a nested block, by the names that lead to it: `within(['origin', 0], without('...'))`. */
export const within =
  (path: readonly (string | number)[], change: Change): Change =>
  (config, resources) =>
    change(
      path.reduce((inner, step) => inner[step], config),
      resources,
    );

import { rules } from '../rules';
import type { Mutation } from './mutation';

/** Every way in which the rules are tried. */
export const mutations: readonly Mutation[] = rules.flatMap(({ id, breaks }) =>
  breaks.map((each) => ({ rule: id, ...each })),
);

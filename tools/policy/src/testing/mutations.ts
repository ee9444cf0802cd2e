import { rules } from '../rules';
import type { Mutation } from './mutation';

/** All mutations of the rules. */
export const mutations: readonly Mutation[] = rules.flatMap(({ id, breaks }) =>
  breaks.map((each) => ({ rule: id, ...each })),
);

import { messagingMutations } from '../rules/messaging/mutations';
import { rules } from '../rules';
import type { Mutation } from './mutation';

/** Every way in which the rules are tried, by what they are about. */
export const mutations: readonly Mutation[] = [
  ...messagingMutations,
  ...rules.flatMap(({ id, breaks = [] }) => breaks.map((each) => ({ rule: id, ...each }))),
];

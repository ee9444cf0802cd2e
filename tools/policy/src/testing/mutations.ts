import { cdnMutations } from '../rules/cdn/mutations';
import { iamMutations } from '../rules/iam/mutations';
import { messagingMutations } from '../rules/messaging/mutations';
import { networkMutations } from '../rules/network/mutations';
import { rules } from '../rules';
import type { Mutation } from './mutation';

/** Every way in which the rules are tried, by what they are about. */
export const mutations: readonly Mutation[] = [
  ...networkMutations,
  ...cdnMutations,
  ...iamMutations,
  ...messagingMutations,
  ...rules.flatMap(({ id, breaks = [] }) => breaks.map((each) => ({ rule: id, ...each }))),
];

import { changeMutations } from '../rules/change/mutations';
import { computeMutations } from '../rules/compute/mutations';
import { dataMutations } from '../rules/data/mutations';
import { iamMutations } from '../rules/iam/mutations';
import { messagingMutations } from '../rules/messaging/mutations';
import { observabilityMutations } from '../rules/observability/mutations';
import { rules } from '../rules';
import type { Mutation } from './mutation';

/** Every way in which the rules are tried, by what they are about. */
export const mutations: readonly Mutation[] = [
  ...computeMutations,
  ...dataMutations,
  ...iamMutations,
  ...messagingMutations,
  ...observabilityMutations,
  ...changeMutations,
  ...rules.flatMap(({ id, breaks = [] }) => breaks.map((each) => ({ rule: id, ...each }))),
];

import { cdnRules } from './cdn';
import { changeRules } from './change';
import { computeRules } from './compute';
import { dataRules } from './data';
import { iamRules } from './iam';
import { messagingRules } from './messaging';
import { networkRules } from './network';
import { observabilityRules } from './observability';
import type { Rule } from './rule';

/** Every rule, by what it is about. */
export const rules: readonly Rule[] = [
  ...networkRules,
  ...computeRules,
  ...dataRules,
  ...cdnRules,
  ...iamRules,
  ...messagingRules,
  ...observabilityRules,
  ...changeRules,
];

import type { Rule } from '../rule';
import { successorRules } from './successor-rules';
import { textRules } from './text-rules';

/** How what stands is changed, and what people write for people. */
export const changeRules: readonly Rule[] = [...successorRules, ...textRules];

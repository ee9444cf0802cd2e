import type { Rule } from '../rule';
import { textFault } from './text-fault';
import { textLimits } from './texts';

/** What people write for people. */
export const textRules: readonly Rule[] = [
  {
    id: 'MAL_TEXT_1',
    title: 'Every description holds only what AWS takes in it',
    severity: 'high',
    why: 'No plan finds it out: the deploy stops half-way, at an apostrophe or a dash that an editor has made long',
    fix: 'Write it with the characters that are named, and no more of them than AWS takes',
    types: Object.keys(textLimits),
    check: ({ type, config }) => {
      const faults = Object.entries(textLimits[type]!).map(([attribute, limit]) =>
        textFault(attribute, config[attribute], limit),
      );
      return faults.find((fault) => fault !== undefined);
    },
  },
];

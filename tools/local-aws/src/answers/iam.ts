import type { Completions } from './complete';

const WHOLE = [{ at: '', always: { IsTruncated: 'false' } }];

/**
 * IAM: a list reports whether it is truncated (API reference: ListGroups, ListInstanceProfiles, ListAccountAliases).
 */
export const iamAnswers: Completions = {
  ListAccountAliases: WHOLE,
  ListGroups: WHOLE,
  ListInstanceProfiles: WHOLE,
};

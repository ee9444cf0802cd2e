import type { Completions } from './complete';

const WHOLE = [{ at: '', always: { IsTruncated: 'false' } }];

/** IAM: a list says whether it goes on (API reference: ListGroups, ListInstanceProfiles, ListAccountAliases). */
export const iamAnswers: Completions = {
  ListAccountAliases: WHOLE,
  ListGroups: WHOLE,
  ListInstanceProfiles: WHOLE,
};

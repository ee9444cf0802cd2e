import type { Mutation } from '../../testing/mutation';
import { boundaryMutations } from './boundaries.mutations';
import { contentAccessMutations } from './content-access.mutations';
import { githubMutations } from './github.mutations';
import { limitMutations } from './limits.mutations';
import { passwordMutations } from './passwords.mutations';
import { peopleMutations } from './people.mutations';
import { privilegeMutations } from './privileges.mutations';
import { publicPolicyMutations } from './public-policies.mutations';
import { releaseMutations } from './releases.mutations';
import { roleMutations } from './roles.mutations';
import { trustMutations } from './trust.mutations';
import { userMutations } from './users.mutations';

export const iamMutations: readonly Mutation[] = [
  ...privilegeMutations,
  ...trustMutations,
  ...githubMutations,
  ...peopleMutations,
  ...boundaryMutations,
  ...roleMutations,
  ...limitMutations,
  ...contentAccessMutations,
  ...passwordMutations,
  ...userMutations,
  ...releaseMutations,
  ...publicPolicyMutations,
];

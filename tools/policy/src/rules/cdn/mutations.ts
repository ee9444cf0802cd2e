import type { Mutation } from '../../testing/mutation';
import { distributionMutations } from './distributions.mutations';
import { dnsMutations } from './names.mutations';
import { originMutations } from './origins.mutations';
import { webAclMutations } from './web-acls.mutations';

export const cdnMutations: readonly Mutation[] = [
  ...distributionMutations,
  ...originMutations,
  ...dnsMutations,
  ...webAclMutations,
];

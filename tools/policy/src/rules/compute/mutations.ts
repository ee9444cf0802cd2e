import type { Mutation } from '../../testing/mutation';
import { accessMutations } from './access.mutations';
import { accountMutations } from './account.mutations';
import { contentMountMutations } from './content-mount.mutations';
import { deploymentMutations } from './deployment.mutations';
import { emrEncryptionMutations, emrMutations } from './emr.mutations';
import { isolationMutations } from './isolation.mutations';
import { launchTemplateMutations } from './launch-templates.mutations';
import { packageMutations } from './packages.mutations';
import { refreshMutations } from './refresh.mutations';
import { scalingGroupMutations } from './scaling-groups.mutations';
import { sizeMutations } from './sizes.mutations';
import { userDataMutations } from './user-data.mutations';
import { wholeMutations } from './whole.mutations';

export const computeMutations: readonly Mutation[] = [
  ...launchTemplateMutations,
  ...userDataMutations,
  ...contentMountMutations,
  ...accessMutations,
  ...accountMutations,
  ...scalingGroupMutations,
  ...refreshMutations,
  ...sizeMutations,
  ...isolationMutations,
  ...emrMutations,
  ...emrEncryptionMutations,
  ...deploymentMutations,
  ...packageMutations,
  ...wholeMutations,
];

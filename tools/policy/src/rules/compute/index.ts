import type { Rule } from '../rule';
import { accessRules } from './access';
import { accountRules } from './account';
import { contentMountRules } from './content-mount';
import { deploymentRules } from './deployment';
import { emrRules } from './emr';
import { emrEncryptionRules } from './emr-encryption';
import { isolationRules } from './isolation';
import { launchTemplateRules } from './launch-templates';
import { packageRules } from './packages';
import { refreshRules } from './refresh';
import { scalingEventRules } from './scaling-events';
import { scalingGroupRules } from './scaling-groups';
import { sizeRules } from './sizes';
import { userDataRules } from './user-data';
import { wholeRules } from './whole';

export const computeRules: readonly Rule[] = [
  ...launchTemplateRules,
  ...userDataRules,
  ...contentMountRules,
  ...accessRules,
  ...accountRules,
  ...scalingGroupRules,
  ...scalingEventRules,
  ...refreshRules,
  ...sizeRules,
  ...isolationRules,
  ...emrRules,
  ...emrEncryptionRules,
  ...deploymentRules,
  ...packageRules,
  ...wholeRules,
];

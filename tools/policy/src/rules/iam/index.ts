import type { Rule } from '../rule';
import { boundaryRules } from './boundaries';
import { contentAccessRules } from './content-access';
import { githubRules } from './github';
import { limitRules } from './limits';
import { passwordRules } from './passwords';
import { peopleRules } from './people';
import { privilegeRules } from './privileges';
import { roleRules } from './roles';
import { trustRules } from './trust';
import { publicPolicyRules } from './public-policies';
import { releaseRules } from './releases';
import { userRules } from './users';
import { wildcardRules } from './wildcards';

export const iamRules: readonly Rule[] = [
  ...wildcardRules,
  ...privilegeRules,
  ...trustRules,
  ...githubRules,
  ...peopleRules,
  ...boundaryRules,
  ...roleRules,
  ...limitRules,
  ...contentAccessRules,
  ...passwordRules,
  ...userRules,
  ...releaseRules,
  ...publicPolicyRules,
];

import { distinct } from '../table';
import { boundaryPolicies, boundedRoles, makersOfIdentities } from './boundaries';
import { contentAccess } from './content-access';
import { identityProviders, workflows } from './github';
import { names, sizes } from './limits';
import { passwords } from './passwords';
import { people } from './people';
import { privileges } from './privileges';
import { resourcePolicies } from './public-policies';
import { releases } from './releases';
import { identities, managedPolicies } from './roles';
import { trustPolicies } from './trust-policies';
import { groups, userCredentials, users } from './users';
import { wildcards } from './wildcards';

export const iamRules = distinct(
  wildcards,
  privileges,
  trustPolicies,
  workflows,
  identityProviders,
  people,
  boundaryPolicies,
  makersOfIdentities,
  boundedRoles,
  managedPolicies,
  identities,
  names,
  sizes,
  contentAccess,
  passwords,
  users,
  groups,
  userCredentials,
  releases,
  resourcePolicies,
);

import { changingRoles, lookingAtRoles } from '../roles';
import type { Permissions, Scope } from '../scope';
import { releases } from '../services/compute';
import { changing, looking } from '../tagged';
import { changingUsers, lookingAtUsers } from '../users';

const capabilities = [releases];

/** CodeDeploy, and who releases. */
export function deliveryPermissions(scope: Scope): Permissions {
  return {
    look: [...looking(capabilities, scope), ...lookingAtRoles(scope), ...lookingAtUsers(scope)],
    change: changing(capabilities, scope),
    named: [...changingRoles(scope, { passedTo: ['codedeploy.amazonaws.com'] }), ...changingUsers(scope)],
    global: ['iam'],
    onOthers: [],
  };
}

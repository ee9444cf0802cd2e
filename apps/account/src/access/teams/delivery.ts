import { aliases } from '../aliases';
import { newKeys } from '../new-keys';
import { changingRoles, lookingAtRoles } from '../roles';
import type { Permissions, Scope } from '../scope';
import { topics } from '../services/alarms';
import { releases } from '../services/compute';
import { keys } from '../services/keys';
import { changing, looking } from '../tagged';
import { changingUsers, lookingAtUsers } from '../users';

const capabilities = [keys, releases, topics];

/** CodeDeploy, who releases, and who is told of releases that fail. */
export function deliveryPermissions(scope: Scope): Permissions {
  return {
    look: [...looking(capabilities, scope), ...lookingAtRoles(scope), ...lookingAtUsers(scope)],
    change: changing(capabilities, scope),
    named: [
      aliases(scope),
      newKeys(scope),
      ...changingRoles(scope, { passedTo: ['codedeploy.amazonaws.com'] }),
      ...changingUsers(scope),
    ],
    global: ['iam'],
    onOthers: [],
  };
}

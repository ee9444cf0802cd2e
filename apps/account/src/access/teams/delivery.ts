import type { CalledType } from '@malinshopper/aws-facts';
import { changingRoles, lookingAtRoles } from '../roles';
import type { Permissions, Scope } from '../scope';
import { changing, looking } from '../tagged';
import { grantsFor } from '../grants';
import { changingUsers, lookingAtUsers } from '../users';

const types: readonly CalledType[] = ['aws_codedeploy_app', 'aws_codedeploy_deployment_group'];
const grants = grantsFor(types);

/** Permissions for CodeDeploy, and for the identities that release. */
export function deliveryPermissions(scope: Scope): Permissions {
  return {
    look: [...looking(grants, scope), ...lookingAtRoles(scope), ...lookingAtUsers(scope)],
    change: changing(grants, scope),
    named: [...changingRoles(scope, types), ...changingUsers(scope)],
    global: ['iam'],
    onOthers: [],
  };
}

import { alarms } from '../services/alarms';
import { keys } from '../services/keys';
import { logGroups } from '../services/logs';
import { certificates, network } from '../services/network';
import { aliases } from '../aliases';
import { newKeys } from '../new-keys';
import { changingRecords, lookingAtRecords } from '../records';
import { changingRoles, lookingAtRoles } from '../roles';
import type { Permissions, Scope } from '../scope';
import { changing, looking } from '../tagged';

const capabilities = [network, certificates, keys, logGroups, alarms];

/** VPC, certificates with the records that prove them, flow log, alarms. */
export function networkPermissions(scope: Scope): Permissions {
  return {
    look: [...looking(capabilities, scope), ...lookingAtRoles(scope), ...lookingAtRecords(scope)],
    change: changing(capabilities, scope),
    named: [
      aliases(scope),
      newKeys(scope),
      ...changingRoles(scope, { passedTo: ['vpc-flow-logs.amazonaws.com'] }),
      // What ACM asks for: `_<random>.<name>` (ACM user guide, "DNS validation").
      ...changingRecords(scope, { types: ['CNAME'], named: ['_*'] }),
    ],
    global: ['acm', 'iam', 'route53'],
    onOthers: [],
  };
}

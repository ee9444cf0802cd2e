import type { CalledType } from '@malinshopper/aws-facts';
import { aliases } from '../aliases';
import { newKeys } from '../new-keys';
import { changingRecords, lookingAtRecords } from '../records';
import { changingRoles, lookingAtRoles } from '../roles';
import type { Permissions, Scope } from '../scope';
import { changing, looking } from '../tagged';
import { grantsFor } from '../grants';

const types: readonly CalledType[] = [
  'aws_acm_certificate',
  'aws_acm_certificate_validation',
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_metric_alarm',
  'aws_default_security_group',
  'aws_eip',
  'aws_flow_log',
  'aws_internet_gateway',
  'aws_kms_alias',
  'aws_kms_key',
  'aws_nat_gateway',
  'aws_route',
  'aws_route_table',
  'aws_route_table_association',
  'aws_subnet',
  'aws_vpc',
  'aws_vpc_endpoint',
];
const grants = grantsFor(types);

/** Permissions for the VPC, certificates with their validation records, flow logs and alarms. */
export function networkPermissions(scope: Scope): Permissions {
  return {
    look: [...looking(grants, scope), ...lookingAtRoles(scope), ...lookingAtRecords(scope)],
    change: changing(grants, scope),
    named: [
      aliases(scope),
      newKeys(scope),
      ...changingRoles(scope, types),
      // The validation records of ACM: `_<random>.<name>` (ACM user guide, "DNS validation").
      ...changingRecords(scope, { types: ['CNAME'], named: ['_*'] }),
    ],
    global: ['acm', 'iam', 'route53', 'tag'],
    onOthers: [],
  };
}

import { cdnGuards } from './cdn';
import { databaseGuards } from './databases';
import { ec2Guards } from './ec2';
import type { Guards } from './guard';
import { identityGuards } from './identities';
import { logGuards } from './logs';
import { alarmGuards, clusterGuards, dnsGuards, groupGuards } from './others';
import { certificateGuards, trafficGuards } from './traffic';
import { firewallGuards } from './web-acls';

export { guarded, together, type Guard, type Guards } from './guard';

/**
 * The deletions that AWS refuses while the resource is in use, and that moto carries out. The refusals by type:
 * `deletions.ts`.
 */
export const inUse: Guards = {
  acm: certificateGuards,
  autoscaling: groupGuards,
  cloudfront: cdnGuards,
  ec2: ec2Guards,
  elasticloadbalancing: trafficGuards,
  elasticmapreduce: clusterGuards,
  iam: identityGuards,
  logs: logGuards,
  monitoring: alarmGuards,
  rds: databaseGuards,
  route53: dnsGuards,
  wafv2: firewallGuards,
};

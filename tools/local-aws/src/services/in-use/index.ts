import { cdnGuards, firewallGuards } from './cdn';
import { databaseGuards } from './databases';
import { ec2Guards } from './ec2';
import type { Guards } from './guard';
import { identityGuards } from './identities';
import { alarmGuards, clusterGuards, dnsGuards, groupGuards } from './others';
import { certificateGuards, trafficGuards } from './traffic';

export { guarded, type Guard, type Guards } from './guard';

/** What AWS refuses to delete while something uses it, and moto deletes. What is refused, by type: `deletions.ts`. */
export const inUse: Guards = {
  acm: certificateGuards,
  autoscaling: groupGuards,
  cloudfront: cdnGuards,
  ec2: ec2Guards,
  elasticloadbalancing: trafficGuards,
  elasticmapreduce: clusterGuards,
  iam: identityGuards,
  monitoring: alarmGuards,
  rds: databaseGuards,
  route53: dnsGuards,
  wafv2: firewallGuards,
};

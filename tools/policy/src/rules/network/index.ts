import { listeners } from '../elb/listeners';
import { loadBalancers } from '../elb/load-balancers';
import { loadBalancerProtection } from '../elb/protection';
import { targetGroups } from '../elb/target-groups';
import { distinct } from '../table';
import { endpoints } from '../vpc/endpoints';
import { exposure } from '../vpc/exposure';
import { flowLogs } from '../vpc/flow-logs';
import { fromInternet, toInternet } from '../vpc/internet';
import { routes } from '../vpc/routes';
import { securityGroups } from '../vpc/security-groups';
import { subnets } from '../vpc/subnets';
import { vpcs } from '../vpc/vpcs';
import { ways } from '../vpc/ways';

export const networkRules = distinct(
  vpcs,
  subnets,
  routes,
  endpoints,
  flowLogs,
  securityGroups,
  fromInternet,
  toInternet,
  ways,
  loadBalancers,
  listeners,
  targetGroups,
  loadBalancerProtection,
  exposure,
);

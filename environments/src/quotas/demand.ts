import type { QuotaName } from '@malinshopper/aws-facts';
import { branchHost } from '../branch';
import { hasHostsCertificate, hostOf, rolesOf, type Environment } from '../environment';
import { vcpusOf } from '../instance-types';
import { webRolesOf, type Role } from '../roles';

/** The demand of an environment for a quota, and the resource if the quota belongs to one: its host's load balancer. */
export interface Demand {
  readonly quota: QuotaName;
  /** The environment of that resource. @default - the quota belongs to the account */
  readonly of?: string;
  readonly amount: number;
}

/** The demand of an environment for each quota at its maximum scale. */
export function demandOf(environment: Environment): Demand[] {
  const { name, network, kind } = environment;
  const ownNetwork = network.placement === 'own';
  const balancer = hostOf(environment, 'loadBalancer').name;
  const ownBalancer = balancer === name;
  const server = hostOf(environment, 'database').name;
  const addresses = !ownNetwork ? 0 : network.nat === 'per-zone' ? network.zones.length : 1;
  const certificates = ownBalancer ? Number(kind === branchHost) : Number(!hasHostsCertificate(environment));
  const entries = webRolesOf(environment).length;
  const demands: Demand[] = [
    ...vcpus(environment),
    { quota: 'elasticAddresses', amount: addresses },
    { quota: 'vpcs', amount: Number(ownNetwork) },
    // One for the client group, which instances of all environments share; and those of the nodes of a cluster.
    { quota: 'databaseRules', of: server, amount: Number(server === name) + clusterGroups(environment) },
    { quota: 'loadBalancerRules', of: balancer, amount: entries },
    { quota: 'listenerRules', of: balancer, amount: entries },
    { quota: 'targetGroups', of: balancer, amount: entries },
    { quota: 'certificates', of: balancer, amount: certificates },
    { quota: 'originAccessControls', amount: 1 },
    // A managed policy of AWS does not count.
    { quota: 'responseHeadersPolicies', amount: 0 },
  ];
  return demands.filter(({ amount }) => amount > 0);
}

const clusterGroups = ({ hadoop }: Environment) => (hadoop.mode === 'cluster' ? 2 : 0);

/**
 * The virtual processors of all groups at their maximum, with the largest type of each, and one more instance of each
 * market: a replaced instance overlaps with its successor.
 */
function vcpus(environment: Environment): Demand[] {
  const groups = [...rolesOf(environment).map((role) => ofRole(environment, role)), ...ofCluster(environment)];
  return (['onDemandVcpus', 'spotVcpus'] as const).map((quota) => {
    const sizes = groups.map(({ each, [quota]: count }) => ({ each, count })).filter(({ count }) => count > 0);
    const running = sizes.reduce((sum, { each, count }) => sum + each * count, 0);
    return { quota, amount: running + Math.max(0, ...sizes.map(({ each }) => each)) };
  });
}

interface Group {
  /** Virtual processors of the largest type. */
  readonly each: number;
  readonly onDemandVcpus: number;
  readonly spotVcpus: number;
}

const largest = (types: readonly string[]) => Math.max(...types.map(vcpusOf));

function ofRole(environment: Environment, role: Role): Group {
  const { instanceTypes, max, spotPercent } = environment.sizes[role];
  const spot = Math.floor((max * spotPercent) / 100);
  return { each: largest(instanceTypes), onDemandVcpus: max - spot, spotVcpus: spot };
}

function ofCluster({ hadoop }: Environment): Group[] {
  if (hadoop.mode === 'workers') return [];
  const { primary, core, task } = hadoop;
  return [
    { each: largest(primary.instanceTypes), onDemandVcpus: 1, spotVcpus: 0 },
    { each: largest(core.instanceTypes), onDemandVcpus: core.units, spotVcpus: 0 },
    { each: largest(task.instanceTypes), onDemandVcpus: 0, spotVcpus: task.maxUnits },
  ];
}

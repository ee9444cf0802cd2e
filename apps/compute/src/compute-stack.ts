import { accountContract } from '@malinshopper/account/contract';
import { dataContract } from '@malinshopper/data/contract';
import {
  hostOf,
  visitorsOf,
  webRolesOf,
  workerRolesOf,
  workersOf,
  type Environment,
  type WebRole,
} from '@malinshopper/environments';
import { networkContract } from '@malinshopper/network/contract';
import { EnvironmentStack } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { CapacityAlarm } from './alarms/capacity-alarm';
import { contentAlarm } from './alarms/content-alarm';
import { HeartbeatAlarm } from './alarms/heartbeat-alarm';
import { LoadBalancerAlarms } from './alarms/load-balancer-alarms';
import { scalingFailures } from './alarms/scaling-events';
import { WebAlarms } from './alarms/web-alarms';
import { Cluster } from './cluster/cluster';
import { ClusterAlarms } from './cluster/cluster-alarms';
import { computeContract } from './contract';
import { InstanceGroup } from './group/instance-group';
import { roleLog } from './group/role-log';
import { WebScaling } from './group/web-scaling';
import { LoadBalancer, type LoadBalancerFacts } from './load-balancer/load-balancer';
import { WebEntry } from './load-balancer/web-entry';
import type { Surroundings } from './surroundings';

interface ServerProps {
  readonly surroundings: Surroundings;
  readonly loadBalancer: LoadBalancerFacts;
  readonly topicArn: string;
}

/** The instances of an environment, role by role, and the connection from its visitors to the web servers. */
export class ComputeStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'compute' });
    const { account: facts } = environment;
    const account = accountContract.read(this, { name: facts.name, account: facts });
    const network = networkContract.read(this, environment);
    const data = dataContract.read(this, environment);
    const surroundings = { environment, account, network, data, defaultTags: this.defaultTags };

    const topicArn = account.alarmTopicArns('compute');
    const loadBalancer = this.ownOrBorrowedLoadBalancer(surroundings, topicArn);
    const servers = webRolesOf(environment).map((role) => this.server(role, { surroundings, loadBalancer, topicArn }));
    const workers = workersOf(environment).map((role) => new InstanceGroup(this, role, { role, surroundings }));
    for (const { role, entry, group } of servers) {
      entry.letInto(group.securityGroup);
      new WebScaling(this, `${role}-scaling`, { groupName: group.name, loadBalancer, entry });
    }

    const groups = [...servers.map(({ group }) => group), ...workers];
    for (const { role, name } of groups) {
      new CapacityAlarm(this, `${role}-capacity`, { environment, role, groupName: name, topicArn });
      scalingFailures(this, `${role}-events`, name, topicArn);
    }
    for (const { role } of workers)
      contentAlarm(new Construct(this, `${role}-alarms`), { role, environment, topicArn });
    for (const role of workerRolesOf(environment)) {
      const groupName = workers.find((worker) => worker.role === role)?.name;
      new HeartbeatAlarm(this, `${role}-heartbeat`, { environment, role, groupName, topicArn });
    }

    const cluster = this.clusterOrNone(surroundings, topicArn);

    computeContract.publish(this, {
      ...loadBalancer,
      groupNames: Object.fromEntries(groups.map(({ role, name }) => [role, name])),
      targetGroupNames: Object.fromEntries(servers.map(({ role, entry }) => [role, entry.targetGroupName])),
      rollbackAlarms: Object.fromEntries(servers.map(({ role, alarms }) => [role, [...alarms.rollback]])),
      clusterId: cluster?.clusterId ?? '',
      clusterSetupUri: cluster?.setupUri ?? '',
      clusterReleaseUri: cluster?.releaseUri ?? '',
      webAddress: `https://${environment.domain}`,
    });
  }

  /** The instances of a role with visitors, and their entry on the load balancer. */
  private server(role: WebRole, { surroundings, loadBalancer, topicArn }: ServerProps) {
    const { environment, network } = surroundings;
    const visitors = visitorsOf(environment.roles[role])!;
    const entry = new WebEntry(this, `${role}-entry`, { role, visitors, environment, network, loadBalancer });
    const alarms = new WebAlarms(this, `${role}-alarms`, { role, environment, loadBalancer, entry, topicArn });
    contentAlarm(alarms, { role, environment, topicArn });
    const loadBalanced = { targetGroupArn: entry.targetGroupArn, rollbackAlarms: alarms.rollback };
    return { role, entry, alarms, group: new InstanceGroup(this, role, { role, surroundings, loadBalanced }) };
  }

  /** The cluster that replaces workers. Their log groups stay the same. */
  private clusterOrNone(surroundings: Surroundings, topicArn: string): Cluster | undefined {
    const { environment, protection } = this;
    const { hadoop } = environment;
    if (hadoop.mode === 'workers') return undefined;
    const logs = hadoop.replaces.map((role) => [role, roleLog(new Construct(this, role), role, surroundings)] as const);
    const cluster = new Cluster(this, 'cluster', {
      hadoop,
      surroundings,
      protection,
      logBucketName: this.bucketName('cluster-logs'),
      logs: Object.fromEntries(logs),
    });
    const { clusterId } = cluster;
    new ClusterAlarms(this, 'cluster-alarms', { environment, clusterId, coreUnits: hadoop.core.units, topicArn });
    return cluster;
  }

  private ownOrBorrowedLoadBalancer(surroundings: Surroundings, topicArn: string): LoadBalancerFacts {
    const { environment } = surroundings;
    if (environment.loadBalancer.placement === 'shared') {
      return computeContract.read(this, hostOf(environment, 'loadBalancer'));
    }
    const loadBalancer = new LoadBalancer(this, 'load-balancer', {
      surroundings,
      protection: this.protection,
      logBucketName: this.bucketName('load-balancer-logs'),
    });
    new LoadBalancerAlarms(this, 'load-balancer-alarms', { environment, loadBalancer, topicArn });
    return loadBalancer;
  }
}

import { dataContract } from '@malinshopper/data/contract';
import { hostOf, type Environment, workersOf, type Role } from '@malinshopper/environments';
import { networkContract } from '@malinshopper/network/contract';
import { EnvironmentStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { AlarmTopic } from './alarms/alarm-topic';
import { CapacityAlarm } from './alarms/capacity-alarm';
import { WebAlarms } from './alarms/web-alarms';
import { computeContract } from './contract';
import { InstanceGroup } from './group/instance-group';
import { WebScaling } from './group/web-scaling';
import { LoadBalancer, type LoadBalancerFacts } from './load-balancer/load-balancer';
import { WebEntry } from './load-balancer/web-entry';
import type { Surroundings } from './surroundings';

/** The instances of an environment, role by role, and the way of its visitors to the web servers. */
export class ComputeStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'compute' });
    const network = networkContract.read(this, environment);
    const data = dataContract.read(this, environment);
    const surroundings = { environment, network, data, defaultTags: this.defaultTags };

    const topic = new AlarmTopic(this, 'alarms', { environment, protection: this.protection });
    const loadBalancer = this.ownOrBorrowedLoadBalancer(surroundings);
    const entry = new WebEntry(this, 'web-entry', { environment, network, loadBalancer });
    const webAlarms = new WebAlarms(this, 'web-alarms', { environment, loadBalancer, entry, topicArn: topic.arn });

    const web = new InstanceGroup(this, 'web', {
      role: 'web',
      surroundings,
      web: { targetGroupArn: entry.targetGroupArn, rollbackAlarms: webAlarms.rollback },
    });
    const workers = workersOf(environment).map((role) => new InstanceGroup(this, role, { role, surroundings }));
    entry.letInto(web.securityGroup);
    new WebScaling(this, 'web-scaling', { groupName: web.name, loadBalancer, entry });

    const groups = [web, ...workers];
    const capacityAlarms = groups.map(
      ({ role, name }) =>
        new CapacityAlarm(this, `${role}-capacity`, { environment, role, groupName: name, topicArn: topic.arn }),
    );

    computeContract.publish(this, {
      ...loadBalancer,
      groupNames: byRole(groups),
      capacityAlarms: byRole(capacityAlarms),
      targetGroupName: entry.targetGroupName,
      rollbackAlarms: [...webAlarms.rollback],
      alarmTopicArn: topic.arn,
      alarmKeyArn: topic.keyArn,
      webAddress: `https://${environment.domain}`,
    });
  }

  private ownOrBorrowedLoadBalancer({ environment, network }: Surroundings): LoadBalancerFacts {
    if (environment.loadBalancer.placement === 'shared') {
      return computeContract.read(this, hostOf(environment, 'loadBalancer'));
    }
    return new LoadBalancer(this, 'load-balancer', {
      environment,
      network,
      protection: this.protection,
      logBucketName: this.bucketName('load-balancer-logs'),
    });
  }
}

const byRole = (named: readonly { readonly role: Role; readonly name: string }[]) =>
  Object.fromEntries(named.map(({ role, name }) => [role, name]));

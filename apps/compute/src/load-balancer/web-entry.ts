import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { BorrowedSecurityGroup, ruleConfig, type SecurityGroup } from '@malinshopper/constructs';
import { hasHostsCertificate, type Environment, type Role, type Visitors } from '@malinshopper/environments';
import { Construct } from 'constructs';
import type { Surroundings } from '../surroundings';
import { LoadBalancer, type LoadBalancerFacts } from './load-balancer';
import { rulePriority } from './priority';
import { webPort, webTargetGroup } from './target-group';

export interface WebEntryProps {
  readonly role: Role;
  readonly visitors: Visitors;
  readonly environment: Environment;
  readonly network: Surroundings['network'];
  readonly loadBalancer: LoadBalancerFacts;
}

/**
 * A role's entry on a load balancer, the environment's own or a borrowed one: its rule and its target group, and for
 * the role that serves the domain, the environment's DNS names. The construct's id is `<role>-entry`.
 */
export class WebEntry extends Construct {
  readonly targetGroupArn: string;
  readonly targetGroupName: string;
  readonly targetGroupArnSuffix: string;
  /**
   * The rule that connects the target group to the load balancer. Every resource for which ELB needs that connection
   * must depend on it.
   */
  readonly rule: LbListenerRule;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebEntryProps,
  ) {
    super(scope, id);
    const { role, visitors, environment, network, loadBalancer } = props;
    const { domain, kind } = environment;
    const { entry } = visitors;
    const www = kind === 'production' ? `www.${domain}` : undefined;

    const targets = webTargetGroup(this, { role, visitors, environment, vpcId: network.vpcId });
    if (entry.at === 'domain') this.certificate();
    this.rule = new LbListenerRule(this, 'rule', {
      listenerArn: loadBalancer.httpsListenerArn,
      priority: rulePriority(environment, role),
      action: [{ type: 'forward', targetGroupArn: targets.arn }],
      condition: [
        { hostHeader: { values: www ? [domain, www] : [domain] } },
        ...(entry.at === 'paths' ? [{ pathPattern: { values: [...entry.paths] } }] : []),
      ],
    });
    if (entry.at === 'domain') {
      this.record('address', domain);
      if (www) this.record('www-address', www);
    }

    this.targetGroupArn = targets.arn;
    this.targetGroupName = targets.name;
    this.targetGroupArnSuffix = targets.arnSuffix;
  }

  /**
   * The certificate of the environment's names on a borrowed listener, unless the host's own certificate covers them.
   */
  private certificate(): void {
    const { environment, network, loadBalancer } = this.props;
    if (environment.loadBalancer.placement === 'shared' && !hasHostsCertificate(environment)) {
      const { httpsListenerArn: listenerArn } = loadBalancer;
      new LbListenerCertificate(this, 'certificate', {
        listenerArn,
        certificateArn: network.certificateArn,
        // The next certificate is on the listener before this one is removed: between the two, browsers would refuse
        // the page.
        lifecycle: { createBeforeDestroy: true },
      });
    }
  }

  private record(id: string, name: string): void {
    const { network, loadBalancer } = this.props;
    new Route53Record(this, id, {
      zoneId: network.hostedZoneId,
      name,
      // No AAAA: the load balancer has IPv4 addresses only, like its subnets.
      type: 'A',
      alias: {
        name: loadBalancer.loadBalancerDnsName,
        zoneId: loadBalancer.loadBalancerZoneId,
        evaluateTargetHealth: false,
      },
    });
  }

  /**
   * Security group rules from the load balancer to the web servers. Both rules belong to this environment, even if the
   * load balancer is borrowed: they are deleted with the environment, and the host's group stays as it was.
   */
  letInto(webServers: SecurityGroup): void {
    const { role, environment, loadBalancer } = this.props;
    const { loadBalancerSecurityGroupId } = loadBalancer;
    const own = loadBalancer instanceof LoadBalancer ? loadBalancer : undefined;
    const into = new VpcSecurityGroupIngressRule(
      webServers,
      'load-balancer',
      ruleConfig(webServers.id, {
        peer: {
          securityGroup: own?.firewall ?? new BorrowedSecurityGroup(this, 'hosts-group', loadBalancerSecurityGroupId),
        },
        port: webPort,
        description: 'Only the load balancer',
      }),
    );
    const out = new VpcSecurityGroupEgressRule(this, `load-balancer-to-${role}`, {
      ...ruleConfig(loadBalancerSecurityGroupId, {
        peer: { securityGroup: webServers },
        port: webPort,
        description: `Web servers of ${environment.name}`,
      }),
      // On a change of the load balancer's group, both new rules exist before the first of the old ones is deleted.
      dependsOn: [into],
    });
    own?.waitFor(into, out);
  }
}

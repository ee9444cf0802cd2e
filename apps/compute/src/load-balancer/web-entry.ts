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
 * A role's place on a load balancer, the environment's own or a borrowed one: its rule and its target group, and for the role
 * that visitors reach at the domain, the environment's names. The construct's id is `<role>-entry`.
 */
export class WebEntry extends Construct {
  readonly targetGroupArn: string;
  readonly targetGroupName: string;
  readonly targetGroupArnSuffix: string;
  /** Whatever asks ELB about the target group on the load balancer has to wait for this rule: it ties the two. */
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

  /** The certificate of the environment's names on a listener that it borrows, unless the host's own is for them too. */
  private certificate(): void {
    const { environment, network, loadBalancer } = this.props;
    if (environment.loadBalancer.placement === 'shared' && !hasHostsCertificate(environment)) {
      const { httpsListenerArn: listenerArn } = loadBalancer;
      new LbListenerCertificate(this, 'certificate', {
        listenerArn,
        certificateArn: network.certificateArn,
        // The listener has the next one before it loses this one: between the two, browsers would refuse the page.
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
   * Opens the way from the load balancer to the web servers. Both ends are rules of this environment, also where the
   * load balancer is borrowed: they go with it, and leave the host's group as it was.
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
      // Of another group of the load balancer, both ends are there before the first of the old ones goes.
      dependsOn: [into],
    });
    own?.waitFor(into, out);
  }
}

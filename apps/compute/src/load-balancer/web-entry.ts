import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { BorrowedSecurityGroup, ruleConfig, type SecurityGroup } from '@malinshopper/constructs';
import { hasHostsCertificate, type Environment } from '@malinshopper/environments';
import { Construct } from 'constructs';
import type { Surroundings } from '../surroundings';
import { LoadBalancer, type LoadBalancerFacts } from './load-balancer';
import { rulePriority } from './priority';
import { webPort, webTargetGroup } from './target-group';

export interface WebEntryProps {
  readonly environment: Environment;
  readonly network: Surroundings['network'];
  readonly loadBalancer: LoadBalancerFacts;
}

/** An environment's place on a load balancer, its own or a borrowed one: its names, its rule and its target group. */
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
    const { environment, network, loadBalancer } = props;
    const { domain, kind } = environment;
    const www = kind === 'production' ? `www.${domain}` : undefined;

    const targets = webTargetGroup(this, environment, network.vpcId);
    if (environment.loadBalancer.placement === 'shared' && !hasHostsCertificate(environment)) {
      const { httpsListenerArn: listenerArn } = loadBalancer;
      new LbListenerCertificate(this, 'certificate', {
        listenerArn,
        certificateArn: network.certificateArn,
        // The listener has the next one before it loses this one: between the two, browsers would refuse the page.
        lifecycle: { createBeforeDestroy: true },
      });
    }
    this.rule = new LbListenerRule(this, 'rule', {
      listenerArn: loadBalancer.httpsListenerArn,
      priority: rulePriority(environment),
      action: [{ type: 'forward', targetGroupArn: targets.arn }],
      condition: [{ hostHeader: { values: www ? [domain, www] : [domain] } }],
    });

    const record = (recordId: string, name: string) =>
      new Route53Record(this, recordId, {
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
    record('address', domain);
    if (www) record('www-address', www);

    this.targetGroupArn = targets.arn;
    this.targetGroupName = targets.name;
    this.targetGroupArnSuffix = targets.arnSuffix;
  }

  /**
   * Opens the way from the load balancer to the web servers. Both ends are rules of this environment, also where the
   * load balancer is borrowed: they go with it, and leave the host's group as it was.
   */
  letInto(webServers: SecurityGroup): void {
    const { environment, loadBalancer } = this.props;
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
    const out = new VpcSecurityGroupEgressRule(this, 'load-balancer-to-web', {
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

import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { SecurityGroup, WebAcl } from '@malinshopper/constructs';
import { branchHost } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { dependable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Surroundings } from '../surroundings';
import { connectionPrefix, LogBucket, writesConnections } from './log-bucket';

/** The properties of the load balancer that an environment uses, its own or its host's. */
export interface LoadBalancerFacts {
  readonly loadBalancerDnsName: string;
  readonly loadBalancerZoneId: string;
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerSecurityGroupId: string;
  readonly httpsListenerArn: string;
}

export interface LoadBalancerProps {
  readonly surroundings: Surroundings;
  readonly protection: ProtectionSettings;
  readonly logBucketName: string;
}

const anywhere = { cidrIpv4: '0.0.0.0/0' };

/**
 * A public load balancer for HTTPS, with a redirect from HTTP; where the environment enables it, behind a web
 * application firewall. It has no web servers of its own: each environment that uses it adds its rule to the listener,
 * and its egress rule to the security group.
 */
export class LoadBalancer extends Construct implements LoadBalancerFacts {
  readonly loadBalancerDnsName: string;
  readonly loadBalancerZoneId: string;
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerSecurityGroupId: string;
  readonly httpsListenerArn: string;
  readonly firewall: SecurityGroup;
  private readonly balancer: Lb;

  constructor(scope: Construct, id: string, { surroundings, protection, logBucketName }: LoadBalancerProps) {
    super(scope, id);
    const { environment, network } = surroundings;
    const firewall = new SecurityGroup(this, 'firewall', {
      name: resourceName('securityGroup', environment.name, 'load-balancer'),
      description: 'The load balancer: the only thing that the internet reaches',
      vpcId: network.vpcId,
    });
    firewall.allowFrom('http', { peer: anywhere, port: 80, description: 'Visitors, for the redirect to HTTPS' });
    firewall.allowFrom('https', { peer: anywhere, port: 443, description: 'Visitors' });

    const logs = new LogBucket(this, 'access-logs', { surroundings, protection, name: logBucketName });
    const balancer = new Lb(this, 'Resource', {
      name: resourceName('loadBalancer', environment.name, 'web'),
      loadBalancerType: 'application',
      internal: false,
      ipAddressType: 'ipv4',
      subnets: network.publicSubnetIds,
      securityGroups: [firewall.id],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: 'defensive',
      idleTimeout: 60,
      enableDeletionProtection: protection.deletionProtection,
      accessLogs: { bucket: logs.name, enabled: true },
      ...(writesConnections(environment) && {
        connectionLogs: { bucket: logs.name, prefix: connectionPrefix, enabled: true },
      }),
      // ELB writes a test object when logs are enabled: the policy must exist before (aws/aws-cdk issue 29382).
      dependsOn: [logs.policy, ...firewall.rules],
    });
    new LbListener(this, 'http', {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }],
    });
    const https = new LbListener(this, 'https', {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificateArn: network.certificateArn,
      // The answer to a name that belongs to no environment.
      defaultAction: [
        {
          type: 'fixed-response',
          fixedResponse: { contentType: 'text/plain', messageBody: 'Not found', statusCode: '404' },
        },
      ],
    });
    // One for all branches, which then need none of their own on this listener: its limit is 25.
    if (environment.kind === branchHost) {
      new LbListenerCertificate(this, 'branches-certificate', {
        listenerArn: https.arn,
        certificateArn: network.branchesCertificateArn,
        // The next certificate is on the listener before this one is removed.
        lifecycle: { createBeforeDestroy: true },
      });
    }
    if (environment.webAcl) {
      const acl = new WebAcl(this, 'web-acl', {
        scope: 'REGIONAL',
        name: 'load-balancer',
        logKeyArn: network.logKeyArn,
        retentionDays: environment.logRetentionDays,
      });
      new Wafv2WebAclAssociation(this, 'web-acl-association', { resourceArn: balancer.arn, webAclArn: acl.arn });
    }

    this.firewall = firewall;
    this.balancer = balancer;
    this.loadBalancerDnsName = balancer.dnsName;
    this.loadBalancerZoneId = balancer.zoneId;
    this.loadBalancerArnSuffix = balancer.arnSuffix;
    this.loadBalancerSecurityGroupId = firewall.id;
    this.httpsListenerArn = https.arn;
  }

  /**
   * Makes the load balancer depend on security group rules: on a change of its group, the new rules exist before the
   * load balancer moves, and the old ones are deleted after it.
   */
  waitFor(...rules: readonly ITerraformDependable[]): void {
    this.balancer.dependsOn = [...(this.balancer.dependsOn ?? []), ...rules.map(dependable)];
  }
}

import type { Role } from '@malinshopper/environments';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { BorrowedSecurityGroup, ruleConfig, SecurityGroup } from '@malinshopper/constructs';
import { resourceName } from '@malinshopper/stack';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { usesSessionCache, type Surroundings } from '../surroundings';

/**
 * AWS has a list of the addresses of S3, and none of those of its other APIs; partners and mirrors have lists as little.
 * Interface endpoints would do for AWS alone, and cost more than the NAT that the rest needs all the same.
 */
const anywhere = { cidrIpv4: '0.0.0.0/0' };

/**
 * The firewall of a role's instances: what they need to reach, and no way in. People come in through Session Manager, which
 * the instance calls; only the web servers' entry adds a way in, from the load balancer. To the database an instance gets by
 * the client group of the server, which it wears beside this one.
 */
export function instanceFirewall(
  scope: Construct,
  role: Role,
  { environment, network, data }: Surroundings,
): SecurityGroup {
  const group = new SecurityGroup(scope, 'firewall', {
    name: resourceName('securityGroup', environment.name, role),
    description: `Instances of the role ${role}`,
    vpcId: network.vpcId,
  });
  group.allowTo('https', { peer: anywhere, port: 443, description: 'AWS and partners, through NAT' });
  group.allowTo('packages', {
    peer: anywhere,
    port: 80,
    description: 'Ubuntu mirrors: HTTP, but every package is signed',
  });
  group.allowTo('s3', {
    peer: { prefixListId: network.s3PrefixListId },
    port: 443,
    description: 'Shared content and packages, through the S3 endpoint',
  });

  if (usesSessionCache(role, environment)) {
    const cache = new BorrowedSecurityGroup(scope, 'session-group', data.sessionSecurityGroupId);
    const port = Token.asNumber(data.sessionPort);
    // The other end: the cache's group belongs to `data`, and lets in each role that adds its rule here.
    const access = new VpcSecurityGroupIngressRule(
      scope,
      'sessions-access',
      ruleConfig(cache.id, {
        peer: { securityGroup: group },
        port,
        description: `Instances of the role ${role} in ${environment.name}`,
      }),
    );
    new VpcSecurityGroupEgressRule(group, 'sessions', {
      ...ruleConfig(group.id, { peer: { securityGroup: cache }, port, description: 'The session cache' }),
      // Of another group of the cache, both ends are there before the first of the old ones goes.
      dependsOn: [access],
    });
  }
  return group;
}

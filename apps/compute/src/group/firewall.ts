import type { Role } from '@malinshopper/environments';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { BorrowedSecurityGroup, ruleConfig, SecurityGroup } from '@malinshopper/constructs';
import { resourceName } from '@malinshopper/stack';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { usesSessionCache, type Surroundings } from '../surroundings';

/**
 * AWS publishes a prefix list for S3, but no prefix list for its other APIs. Partners and package mirrors have no
 * prefix list either. Interface endpoints would cover only the APIs of AWS. They cost more than the NAT gateway, which
 * the traffic to partners and mirrors needs anyway.
 */
const anywhere = { cidrIpv4: '0.0.0.0/0' };

/**
 * The security group of a role's instances: their egress rules and no ingress rule. People connect through Session
 * Manager, which the instance calls; only the web servers' entry adds an ingress rule, from the load balancer. An
 * instance reaches the database as a member of the server's client group beside this group.
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
    // The ingress rule on the other end: the cache's group belongs to `data`, and each client role adds its rule here.
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
      // On a change of the cache's group, both new rules exist before the first of the old ones is deleted.
      dependsOn: [access],
    });
  }
  return group;
}

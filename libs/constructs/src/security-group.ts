import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';

export interface SecurityGroupProps {
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
}

/** The other side of a rule: a security group, a block of addresses, or one of AWS's prefix lists. */
export type Peer =
  { readonly securityGroupId: string } | { readonly cidrIpv4: string } | { readonly prefixListId: string };

export interface RuleProps {
  readonly peer: Peer;
  /** One TCP port. */
  readonly port: number;
  /** Why the traffic is needed. */
  readonly description: string;
}

/**
 * A security group that lets nothing in or out but what is said, each rule a resource of its own: rules inside the group
 * make cycles between groups, and groups that cannot be deleted (terraform-provider-aws issues 2996 and 5050).
 */
export class SecurityGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    this.id = new AwsSecurityGroup(this, 'Resource', { ...props }).id;
  }

  /** Lets `rule.peer` in. */
  allowFrom(id: string, rule: RuleProps): void {
    new VpcSecurityGroupIngressRule(this, id, ruleConfig(this.id, rule));
  }

  /** Lets the group's members out to `rule.peer`. */
  allowTo(id: string, rule: RuleProps): void {
    new VpcSecurityGroupEgressRule(this, id, ruleConfig(this.id, rule));
  }
}

/** The attributes of a standalone rule of a group, also for a group that another app made. */
export function ruleConfig(securityGroupId: string, { peer, port, description }: RuleProps) {
  return {
    securityGroupId,
    description,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    ...('securityGroupId' in peer ? { referencedSecurityGroupId: peer.securityGroupId } : peer),
  };
}

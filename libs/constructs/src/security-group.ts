import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { TeamName } from '@malinshopper/environments';
import { DataResource, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface SecurityGroupProps {
  /** AWS's name for it begins with this and ends in a number, so that a successor can stand beside it. */
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  /** The team that lets its own groups in here, and no other does (docs/adr/0013). @default - only the team that makes it */
  readonly openedBy?: TeamName;
  /** Whether its rules go before it, whoever made them. @default false: Terraform deletes those that it made */
  readonly revokeRulesOnDelete?: boolean;
}

/**
 * The other side of a rule: a security group of this stack or of another app, a block of addresses, or one of AWS's prefix lists.
 * Where the group is replaced, so is the rule: changed in place, it would no longer let in the group that is still in use.
 */
export type Peer =
  | { readonly securityGroup: SecurityGroup | BorrowedSecurityGroup }
  | { readonly cidrIpv4: string }
  | { readonly prefixListId: string };

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
 *
 * AWS can change neither the name nor the description of a group, and deletes none that something has or names: instances that
 * run, rules of other apps and of branches. So neither replaces a group: they are those that it was made with. Where it must be
 * another one, for it is in another VPC, that one and its rules are there before what has the group changes over.
 */
export class SecurityGroup extends Construct {
  readonly id: string;
  readonly arn: string;
  /** By which `replaceTriggeredBy` names it: what it says is replaced when the group is. */
  readonly address: string;
  private readonly ownRules: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, { name, description, openedBy, ...props }: SecurityGroupProps) {
    super(scope, id);
    const group = new AwsSecurityGroup(this, 'Resource', {
      ...props,
      namePrefix: `${name}-`,
      description,
      ...(openedBy && { tags: { OpenedBy: openedBy } }),
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['name_prefix', 'description'] },
    });
    this.id = group.id;
    this.arn = group.arn;
    this.address = `${AwsSecurityGroup.tfResourceType}.${group.friendlyUniqueId}.id`;
  }

  /** The rules made by it so far: what must not be without them depends on them. */
  get rules(): readonly ITerraformDependable[] {
    return this.ownRules;
  }

  /** Lets `rule.peer` in. */
  allowFrom(id: string, rule: RuleProps): void {
    this.ownRules.push(new VpcSecurityGroupIngressRule(this, id, ruleConfig(this.id, rule)));
  }

  /** Lets the group's members out to `rule.peer`. */
  allowTo(id: string, rule: RuleProps): void {
    this.ownRules.push(new VpcSecurityGroupEgressRule(this, id, ruleConfig(this.id, rule)));
  }
}

/** A security group that another app made. Terraform notices by it that the group has become another one. */
export class BorrowedSecurityGroup extends Construct {
  readonly id: string;
  /** By which `replaceTriggeredBy` names it. */
  readonly address: string;

  constructor(scope: Construct, id: string, securityGroupId: string) {
    super(scope, id);
    this.id = securityGroupId;
    const known = new DataResource(this, 'Resource', { input: { id: securityGroupId } });
    this.address = `${DataResource.tfResourceType}.${known.friendlyUniqueId}.input`;
  }
}

/** A rule of a group that is replaced is in the new one before it leaves the old one. */
export const ruleLifecycle = { createBeforeDestroy: true };

/** The attributes of a standalone rule of a group, also for a group that another app made. */
export function ruleConfig(securityGroupId: string, { peer, port, description }: RuleProps) {
  return {
    securityGroupId,
    description,
    lifecycle: {
      ...ruleLifecycle,
      ...('securityGroup' in peer && { replaceTriggeredBy: [peer.securityGroup.address] }),
    },
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    ...sideOf(peer),
  };
}

function sideOf(peer: Peer) {
  return 'securityGroup' in peer ? { referencedSecurityGroupId: peer.securityGroup.id } : peer;
}

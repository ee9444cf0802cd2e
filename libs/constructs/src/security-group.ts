import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { TeamName } from '@malinshopper/environments';
import { DataResource, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface SecurityGroupProps {
  /** The prefix of its name, to which the provider adds a number, so that a successor can exist beside it. */
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  /**
   * The only other team that can add rules for its own groups here (docs/adr/0013). @default - only the team that
   * creates it
   */
  readonly openedBy?: TeamName;
  /**
   * True if Terraform deletes all rules before the group, including rules that other apps have added. @default false:
   * an app deletes only its own rules
   */
  readonly revokeRulesOnDelete?: boolean;
}

/**
 * The other end of a rule: a security group of this stack or of another app, a CIDR block, or a prefix list of AWS.
 * When the group is replaced, so is the rule: a change in place would remove the access of the group that is still in
 * use.
 */
export type Peer =
  | { readonly securityGroup: SecurityGroup | BorrowedSecurityGroup }
  | { readonly cidrIpv4: string }
  | { readonly prefixListId: string };

export interface RuleProps {
  readonly peer: Peer;
  /** One TCP port. */
  readonly port: number;
  /** The purpose of the traffic. */
  readonly description: string;
}

/**
 * A security group that allows only the declared traffic, with each rule as a separate resource: inline rules cause
 * cycles between groups, and groups that cannot be deleted (terraform-provider-aws issues 2996 and 5050).
 *
 * AWS can change neither the name nor the description of a group, and deletes no group in use: by running instances, or
 * by rules of other apps and of branches. So a changed name or description does not replace a group. When a replacement
 * is necessary, because of another VPC, the new group and its rules exist before its members move to it.
 */
export class SecurityGroup extends Construct {
  readonly id: string;
  readonly arn: string;
  /** The address for `replaceTriggeredBy`: a resource with it is replaced when the group is. */
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

  /** The rules that this construct has created so far, for resources that must depend on them. */
  get rules(): readonly ITerraformDependable[] {
    return this.ownRules;
  }

  /** Adds an ingress rule from `rule.peer`. */
  allowFrom(id: string, rule: RuleProps): void {
    this.ownRules.push(new VpcSecurityGroupIngressRule(this, id, ruleConfig(this.id, rule)));
  }

  /** Adds an egress rule to `rule.peer`. */
  allowTo(id: string, rule: RuleProps): void {
    this.ownRules.push(new VpcSecurityGroupEgressRule(this, id, ruleConfig(this.id, rule)));
  }
}

/** A security group of another app. It lets Terraform detect a replacement of the group. */
export class BorrowedSecurityGroup extends Construct {
  readonly id: string;
  /** The address for `replaceTriggeredBy`. */
  readonly address: string;

  constructor(scope: Construct, id: string, securityGroupId: string) {
    super(scope, id);
    this.id = securityGroupId;
    const known = new DataResource(this, 'Resource', { input: { id: securityGroupId } });
    this.address = `${DataResource.tfResourceType}.${known.friendlyUniqueId}.input`;
  }
}

/** When a group is replaced, its rule exists in the new one before it is deleted from the old one. */
export const ruleLifecycle = { createBeforeDestroy: true };

/** The attributes of a standalone rule, also for a group of another app. */
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

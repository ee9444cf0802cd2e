import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import {
  BorrowedSecurityGroup,
  ruleConfig,
  ruleLifecycle,
  SecurityGroup,
  type RuleProps,
} from '@malinshopper/constructs';
import { resourceName } from '@malinshopper/stack';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Surroundings } from '../surroundings';

/** The protocols between the nodes, as EMR requires them. */
const amongNodes = {
  tcp: { fromPort: 0, toPort: 65535 },
  udp: { fromPort: 0, toPort: 65535 },
  icmp: { fromPort: -1, toPort: -1 },
};
/** The members of the cluster: the primary node, and core and task nodes. */
const members = ['primary', 'nodes'] as const;

/**
 * The security groups of a cluster in private subnets: ingress only from its own nodes and from EMR's service, and the
 * egress of a worker. EMR adds the ingress rules that it finds missing, so all of those are declared here (EMR
 * management guide, "Working with Amazon EMR-managed security groups"). EMR removes none at the end: the groups revoke
 * all their rules when they are deleted, because otherwise they could never be deleted (terraform-provider-aws issue
 * 1454).
 */
export class ClusterFirewall extends Construct {
  readonly primary: SecurityGroup;
  readonly nodes: SecurityGroup;
  /** The group of the network interfaces through which EMR's service reaches a private subnet. */
  readonly service: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly surroundings: Surroundings,
  ) {
    super(scope, id);
    this.primary = this.group('primary', 'Primary node of the Hadoop cluster');
    this.nodes = this.group('nodes', 'Core and task nodes of the Hadoop cluster');
    this.service = this.group('service', 'EMR, on its way to the Hadoop cluster');
    for (const from of members) for (const to of members) this.letTalk(from, to);
    this.letServiceManage();
    const server = new BorrowedSecurityGroup(this, 'database-group', surroundings.data.databaseSecurityGroupId);
    for (const member of members) this.letOut(member, server);
  }

  private group(name: 'primary' | 'nodes' | 'service', description: string): SecurityGroup {
    const { environment, network } = this.surroundings;
    return new SecurityGroup(this, name, {
      name: resourceName('securityGroup', environment.name, 'cluster', name),
      description,
      vpcId: network.vpcId,
      revokeRulesOnDelete: true,
    });
  }

  private letTalk(from: (typeof members)[number], to: (typeof members)[number]): void {
    const description = `Hadoop: from ${from} to ${to}`;
    for (const [ipProtocol, ports] of Object.entries(amongNodes)) {
      new VpcSecurityGroupIngressRule(this, `${ipProtocol}-from-${from}-into-${to}`, {
        securityGroupId: this[to].id,
        referencedSecurityGroupId: this[from].id,
        ipProtocol,
        ...ports,
        description,
        lifecycle: ruleLifecycle,
      });
    }
    new VpcSecurityGroupEgressRule(this, `out-of-${from}-to-${to}`, {
      securityGroupId: this[from].id,
      referencedSecurityGroupId: this[to].id,
      ipProtocol: 'tcp',
      ...amongNodes.tcp,
      description,
      lifecycle: ruleLifecycle,
    });
  }

  /** EMR's service manages every node, and the primary node reports to it. */
  private letServiceManage(): void {
    for (const member of members) {
      this.way(`manage-${member}`, this.service, this[member], 8443, 'EMR manages the nodes');
    }
    this.way('report', this.primary, this.service, 9443, 'The primary node reports to EMR');
  }

  private way(id: string, from: SecurityGroup, to: SecurityGroup, port: number, description: string): void {
    const rule = (securityGroup: SecurityGroup) => ({ peer: { securityGroup }, port, description });
    new VpcSecurityGroupEgressRule(this, `${id}-out`, ruleConfig(from.id, rule(to)));
    new VpcSecurityGroupIngressRule(this, `${id}-in`, ruleConfig(to.id, rule(from)));
  }

  /** The egress of jobs and EMR's own programs, from every node: a task can read the database. */
  private letOut(member: (typeof members)[number], server: BorrowedSecurityGroup): void {
    const { environment, network, data } = this.surroundings;
    const out = (id: string, rule: RuleProps) =>
      new VpcSecurityGroupEgressRule(this, `${id}-from-${member}`, ruleConfig(this[member].id, rule));
    const port = Token.asNumber(data.databasePort);

    out('https', { peer: { cidrIpv4: '0.0.0.0/0' }, port: 443, description: 'AWS and partners, through NAT' });
    out('s3', {
      peer: { prefixListId: network.s3PrefixListId },
      port: 443,
      description: 'Content, packages and logs, through the S3 endpoint',
    });
    // The ingress rule on the other end is on a group of `data`, perhaps of another environment.
    const access = new VpcSecurityGroupIngressRule(
      this,
      `database-access-from-${member}`,
      ruleConfig(server.id, {
        peer: { securityGroup: this[member] },
        port,
        description: `Hadoop cluster of ${environment.name}: ${member}`,
      }),
    );
    new VpcSecurityGroupEgressRule(this, `database-from-${member}`, {
      ...ruleConfig(this[member].id, { peer: { securityGroup: server }, port, description: 'The database server' }),
      // On a change of the server's group, both new rules exist before the first of the old ones is deleted.
      dependsOn: [access],
    });
  }
}

import type { Role } from '@malinshopper/environments';
import { ServiceRole, type SecurityGroup } from '@malinshopper/constructs';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { userData } from '../instance/user-data';
import { instanceTags, type Surroundings } from '../surroundings';
import { instanceFirewall } from './firewall';
import { instanceProfile } from './instance-profile';
import { InstanceTemplate } from './instance-template';
import { OpeningHours } from './opening-hours';
import { permissionsOf } from './permissions';
import { roleLog } from './role-log';
import { ScalingGroup, type LoadBalanced } from './scaling-group';

export interface InstanceGroupProps {
  readonly role: Role;
  readonly surroundings: Surroundings;
  /** @default - no load balancer: no visitor reaches the role */
  readonly loadBalanced?: LoadBalanced;
}

/**
 * The instances of one role, with everything of their own: template, identity, security group, log and scaling group.
 * Two roles share nothing, so that a faulty worker affects no web server and cannot act as one.
 */
export class InstanceGroup extends Construct {
  readonly role: Role;
  /** The name of the auto scaling group. */
  readonly name: string;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { role, surroundings, loadBalanced }: InstanceGroupProps) {
    super(scope, id);
    const { environment, network, account } = surroundings;
    const sizing = environment.sizes[role];
    const tags = instanceTags(surroundings, role);

    this.securityGroup = instanceFirewall(this, role, surroundings);
    const log = roleLog(this, role, surroundings);
    const identity = new ServiceRole(this, 'identity', {
      name: resourceName('role', environment.name, role),
      description: `Instances of the role ${role} in ${environment.name}`,
      // Without a source account: EC2 passes none when it assumes a role for an instance. A role can only be passed to
      // instances of its own account (IAM user guide, "Grant a user permissions to pass a role to an AWS service").
      service: 'ec2.amazonaws.com',
      policies: permissionsOf(role, surroundings, log.arn),
    });
    const profile = instanceProfile(this, resourceName('instanceProfile', environment.name, role), identity);
    const template = new InstanceTemplate(this, 'template', {
      role,
      environment,
      sizing,
      tags,
      userData: userData(role, surroundings),
      profileArn: profile.arn,
      securityGroupIds: [this.securityGroup.id, surroundings.data.databaseClientSecurityGroupId],
      volumeKeyArn: account.volumeKeyArn,
    });
    const group = new ScalingGroup(this, 'group', { role, environment, sizing, tags, template, network, loadBalanced });
    if (environment.hours.run === 'scheduled') {
      new OpeningHours(this, 'hours', { groupName: group.name, sizing, hours: environment.hours });
    }

    this.role = role;
    this.name = group.name;
  }
}

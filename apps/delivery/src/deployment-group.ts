import {
  CodedeployDeploymentGroup,
  type CodedeployDeploymentGroupConfig,
} from '@cdktf/provider-aws/lib/codedeploy-deployment-group';
import type { computeContract } from '@malinshopper/compute/contract';
import type { ServiceRole } from '@malinshopper/constructs';
import { visitorsOf, type Environment, type Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

export type Compute = ReturnType<typeof computeContract.read>;

export interface DeploymentGroupProps {
  readonly role: Role;
  readonly environment: Environment;
  readonly applicationName: string;
  /** What CodeDeploy acts as. */
  readonly deployer: ServiceRole;
  readonly compute: Compute;
  /** Who hears of releases that fail. */
  readonly topicArn: string;
}

/**
 * Releases to the instances of one role, in place: blue/green would copy the auto scaling group to one that Terraform does
 * not know (terraform-provider-aws issue 4678). One group per auto scaling group, as CodeDeploy's hooks want it.
 */
export class DeploymentGroup extends Construct {
  readonly role: Role;
  readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    { role, environment, applicationName, deployer, compute, topicArn }: DeploymentGroupProps,
  ) {
    super(scope, id);
    const group = new CodedeployDeploymentGroup(this, 'Resource', {
      appName: applicationName,
      deploymentGroupName: resourceName('codeDeploy', environment.name, role),
      serviceRoleArn: deployer.arn,
      deploymentConfigName: pace(environment, role),
      autoscalingGroups: [compute.groupNames(role)],
      ...(visitorsOf(environment.roles[role]) ? behindLoadBalancer(role, compute) : worker),
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      // An instance that was launched in the middle of a deployment gets the new release too.
      outdatedInstancesStrategy: 'UPDATE',
      triggerConfiguration: [
        {
          triggerName: 'failures',
          // One instance of many may fail in a deployment that succeeds. Successes are told to nobody: of four mails for every
          // release none would be read any more; who released what, `npm run release -- history` knows.
          triggerEvents: ['DeploymentFailure', 'DeploymentStop', 'DeploymentRollback', 'InstanceFailure'],
          triggerTargetArn: topicArn,
        },
      ],
      // CodeDeploy puts its hooks on the auto scaling group at once: it has to be allowed to by then, and to the end.
      dependsOn: deployer.node.children.filter(TerraformResource.isTerraformResource),
    });
    this.role = role;
    this.name = group.deploymentGroupName;
  }
}

/**
 * How many instances at a time. In production half of the web servers stay in service, rounded up: of three, one is changed
 * at a time, of twelve, six. AWS's own configuration says just that. One of ours could only say another share, and any above
 * a half, rounded up, is all of two servers: the day that production has no more, every release would fail at once. Workers
 * go one by one there: of a single instance, half rounded up is all (CodeDeploy user guide, "Instance health").
 */
export function pace({ kind, roles }: Environment, role: Role): string {
  return `CodeDeployDefault.${kind === 'production' ? roles[role].release.pace : 'AllAtOnce'}`;
}

/** A web server leaves the load balancer while it is changed, and comes back when it is healthy. */
const behindLoadBalancer = (role: Role, compute: Compute): Partial<CodedeployDeploymentGroupConfig> => ({
  deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
  loadBalancerInfo: { targetGroupInfo: [{ name: compute.targetGroupNames(role) }] },
  // For releases to read, and off: an alarm that a group heeds stops the deployments of new instances as well, which then
  // are terminated and launched for ever (CodeDeploy user guide, "Troubleshoot Amazon EC2 Auto Scaling issues"). Each release
  // brings these alarms along (tools/release). The provider keeps the list of a configuration that is off
  // (internal/service/deploy/deployment_group.go, flattenAlarmConfiguration).
  alarmConfiguration: { enabled: false, alarms: compute.rollbackAlarms(role) },
});

/**
 * A worker runs the release's hooks also when its instance is taken away, to end its work in order. No alarm watches a release
 * to workers: what it breaks there fails its hooks.
 */
const worker: Partial<CodedeployDeploymentGroupConfig> = {
  deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
  terminationHookEnabled: true,
};

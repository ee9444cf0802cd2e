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
  /** The service role of CodeDeploy. */
  readonly deployer: ServiceRole;
  readonly compute: Compute;
  /** The topic for failed releases. */
  readonly topicArn: string;
}

/**
 * Releases to the instances of one role, in place: blue/green would copy the auto scaling group to one that Terraform
 * does not manage (terraform-provider-aws issue 4678). Each auto scaling group has its own deployment group, because
 * CodeDeploy adds a lifecycle hook for each.
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
      // An instance that was launched during a deployment gets the new release too.
      outdatedInstancesStrategy: 'UPDATE',
      triggerConfiguration: [
        {
          triggerName: 'failures',
          // One instance of several can fail in a deployment that succeeds. A success sends no mail: four mails for
          // every release would be ignored. `npm run release -- history` reports the releases.
          triggerEvents: ['DeploymentFailure', 'DeploymentStop', 'DeploymentRollback', 'InstanceFailure'],
          triggerTargetArn: topicArn,
        },
      ],
      // CodeDeploy adds its hooks to the auto scaling group immediately: its permissions must exist before the group,
      // and until the group is deleted.
      dependsOn: deployer.node.children.filter(TerraformResource.isTerraformResource),
    });
    this.role = role;
    this.name = group.deploymentGroupName;
  }
}

/**
 * The number of instances that are updated at a time. In production at least half of the web servers stay in service,
 * rounded up: with three servers, one is updated at a time; with twelve servers, six. This is a predefined
 * configuration of AWS. A custom configuration could only set another share. With a share above a half, both of two
 * servers would have to stay in service, and every release would fail while production has only two. Production's
 * workers are updated one by one: of a single instance, half rounded up is all (CodeDeploy user guide, "Instance
 * health").
 */
export function pace({ kind, roles }: Environment, role: Role): string {
  return `CodeDeployDefault.${kind === 'production' ? roles[role].release.pace : 'AllAtOnce'}`;
}

/** A web server is deregistered from the load balancer during its update, and registered when it is healthy. */
const behindLoadBalancer = (role: Role, compute: Compute): Partial<CodedeployDeploymentGroupConfig> => ({
  deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
  loadBalancerInfo: { targetGroupInfo: [{ name: compute.targetGroupNames(role) }] },
  // Disabled, and only a list for releases: an enabled alarm also stops the deployments to new instances, which are
  // then terminated and launched endlessly (CodeDeploy user guide, "Troubleshoot Amazon EC2 Auto Scaling issues"). Each
  // release passes these alarms itself (tools/release). The provider keeps the list of a disabled configuration
  // (internal/service/deploy/deployment_group.go, flattenAlarmConfiguration).
  alarmConfiguration: { enabled: false, alarms: compute.rollbackAlarms(role) },
});

/**
 * A worker also runs the release's hooks before its instance is terminated, to finish its work. No alarm monitors a
 * release to workers: a fault fails the release's hooks.
 */
const worker: Partial<CodedeployDeploymentGroupConfig> = {
  deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
  terminationHookEnabled: true,
};

import { CodedeployApp } from '@cdktf/provider-aws/lib/codedeploy-app';
import { computeContract } from '@malinshopper/compute/contract';
import { AlarmTopic, ServiceRole } from '@malinshopper/constructs';
import { rolesOf, teams, type Environment } from '@malinshopper/environments';
import { EnvironmentStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { deliveryContract } from './contract';
import { DeploymentGroup } from './deployment-group';
import { deployerPermissions } from './permissions';

/** How releases of the application reach the instances of an environment, role by role. */
export class DeliveryStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'delivery' });
    const compute = computeContract.read(this, environment);
    const groupNames = rolesOf(environment).map((role) => compute.groupNames(role));

    const topic = new AlarmTopic(this, 'alarms', {
      purpose: 'delivery',
      notify: teams.delivery.notify,
      protection: this.protection,
    });
    const application = new CodedeployApp(this, 'application', {
      name: this.nameFor('codeDeploy', 'malinshopper'),
      computePlatform: 'Server',
    });
    const deployer = new ServiceRole(this, 'deployer', {
      name: this.nameFor('role', 'deployer'),
      description: `CodeDeploy in ${environment.name}`,
      service: 'codedeploy.amazonaws.com',
      // CodeDeploy user guide, "Cross-service confused deputy prevention".
      sourceAccount: environment.account.id,
      policies: { deploy: deployerPermissions({ environment, compute, groupNames, topic }) },
    });
    const groups = rolesOf(environment).map(
      (role) =>
        new DeploymentGroup(this, role, {
          role,
          environment,
          applicationName: application.name,
          deployer,
          compute,
          topicArn: topic.arn,
        }),
    );

    deliveryContract.publish(this, {
      applicationName: application.name,
      groupNames: Object.fromEntries(groups.map(({ role, name }) => [role, name])),
    });
  }
}

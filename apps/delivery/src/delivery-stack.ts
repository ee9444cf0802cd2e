import { accountContract } from '@malinshopper/account/contract';
import { CodedeployApp } from '@cdktf/provider-aws/lib/codedeploy-app';
import { computeContract } from '@malinshopper/compute/contract';
import { ServiceRole, type PolicyStatement } from '@malinshopper/constructs';
import { dataContract } from '@malinshopper/data/contract';
import { branchHost, rolesOf, webRolesOf, type Environment } from '@malinshopper/environments';
import { EnvironmentStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { deliveryContract } from './contract';
import { DeploymentGroup } from './deployment-group';
import { deployerPermissions } from './permissions';
import { ContinuousPhp } from './releasing/continuousphp';
import { releasePermissions } from './releasing/permissions';
import { releasingToBranches } from './releasing/reach';
import { ReleaseRole } from './releasing/release-role';

/** The releases of the application to the instances of an environment, role by role. */
export class DeliveryStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'delivery' });
    const { account } = environment;
    const ofAccount = accountContract.read(this, { name: account.name, account });
    const data = dataContract.read(this, environment);
    const compute = computeContract.read(this, environment);
    const groupNames = rolesOf(environment).map((role) => compute.groupNames(role));
    const targetGroupNames = webRolesOf(environment).map((role) => compute.targetGroupNames(role));

    const topic = { arn: ofAccount.alarmTopicArns('delivery'), keyArn: ofAccount.alarmTopicKeyArns('delivery') };
    const applicationName = this.nameFor('codeDeploy', 'malinshopper');
    const application = new CodedeployApp(this, 'application', { name: applicationName, computePlatform: 'Server' });
    const deployer = new ServiceRole(this, 'deployer', {
      name: this.nameFor('role', 'deployer'),
      description: `CodeDeploy in ${environment.name}`,
      service: 'codedeploy.amazonaws.com',
      // CodeDeploy user guide, "Cross-service confused deputy prevention".
      sourceAccount: account.id,
      policies: { deploy: deployerPermissions({ environment, targetGroupNames, groupNames, topic }) },
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

    const permissions = releasePermissions({ environment, applicationName, compute, data });
    const role = new ReleaseRole(this, 'release', { environment, permissions });

    deliveryContract.publish(this, {
      applicationName: application.name,
      groupNames: Object.fromEntries(groups.map(({ role, name }) => [role, name])),
      releaseRoleArn: role.arn,
      continuousPhpUserName: this.continuousPhp(permissions)?.userName ?? '',
    });
  }

  /**
   * A branch has no user: continuousphp releases all branches by one pipeline with one key, so that the user of their
   * host has permissions for them.
   */
  private continuousPhp(release: readonly PolicyStatement[]): ContinuousPhp | undefined {
    const { environment, protection } = this;
    if (environment.kind === 'branch') return undefined;
    return new ContinuousPhp(this, 'continuousphp', {
      environment,
      protection,
      policies: {
        release,
        ...(environment.kind === branchHost && { branches: releasingToBranches(environment) }),
      },
    });
  }
}

import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { gitHubTrust, policyDocument, type PolicyStatement } from '@malinshopper/constructs';
import {
  gitHubProviderArn,
  releasePath,
  releaseRoleName,
  releaseSubjects,
  type Environment,
} from '@malinshopper/environments';
import { resourceName, workloadBoundaryArn } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface ReleaseRoleProps {
  readonly environment: Environment;
  readonly permissions: readonly PolicyStatement[];
}

/** The role that jobs of the application's repository on GitHub assume for an hour to release to an environment. */
export class ReleaseRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { environment, permissions }: ReleaseRoleProps) {
    super(scope, id);
    const { account, name } = environment;
    const role = new IamRole(this, 'Resource', {
      name: resourceName('role', releaseRoleName(environment)),
      path: releasePath,
      description: `Jobs of the application on GitHub that release to ${name}`,
      permissionsBoundary: workloadBoundaryArn(account, 'delivery'),
      maxSessionDuration: 3600,
      // The provider's ARN is composed, not read from the contract: every role needs the account's boundary to exist
      // anyway.
      assumeRolePolicy: policyDocument(
        gitHubTrust('JobsOfTheApplication', gitHubProviderArn(account), releaseSubjects(environment)),
      ),
    });
    new IamRolePolicy(this, 'release', { name: 'release', role: role.name, policy: policyDocument(...permissions) });
    this.arn = role.arn;
  }
}

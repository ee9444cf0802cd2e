import type { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { gitHubTrust } from '@malinshopper/constructs';
import { ciPath, ciSessionSeconds } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { document, type Statement } from './statement';

export interface CiRoleProps {
  readonly name: string;
  /** The GitHub environment that a job must name. */
  readonly environment: string;
  /** The subject of the job's OIDC token. */
  readonly subject: string;
  readonly gitHubArn: string;
  readonly boundaryArn: string;
  /** Inline policies by name. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
  /**
   * Managed policies: policies that two roles share, and policies that exceed the limit of inline policies for one role
   * (10,240 characters).
   */
  readonly attached: readonly { readonly id: string; readonly policy: IamPolicy }[];
}

/**
 * A role that GitHub jobs can assume for one hour. Only jobs of one repository in one GitHub environment can assume it.
 */
export class CiRole extends Construct {
  constructor(
    construct: Construct,
    id: string,
    { name: roleName, environment, subject, gitHubArn, boundaryArn, policies, attached }: CiRoleProps,
  ) {
    super(construct, id);
    const role = new IamRole(this, 'Resource', {
      name: resourceName('role', roleName),
      path: ciPath,
      description: `Jobs on GitHub in the environment ${environment}`,
      permissionsBoundary: boundaryArn,
      maxSessionDuration: ciSessionSeconds,
      assumeRolePolicy: document(gitHubTrust('OneEnvironmentOfOneRepository', gitHubArn, subject)),
    });
    for (const [name, statements] of Object.entries(policies)) {
      new IamRolePolicy(this, name, { name, role: role.name, policy: document(...statements) });
    }
    for (const { id: which, policy } of attached) {
      new IamRolePolicyAttachment(this, `attached-${which}`, { role: role.name, policyArn: policy.arn });
    }
  }
}

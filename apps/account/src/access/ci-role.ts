import type { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { gitHubTrust } from '@malinshopper/constructs';
import {
  ciPath,
  ciRoleName,
  ciSessionSeconds,
  gitHubEnvironment,
  gitHubSubject,
  type Purpose,
} from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import type { Scope } from './scope';
import { document, type Statement } from './statement';

export interface CiRoleProps {
  /** Whose, and in which account. */
  readonly scope: Scope;
  readonly purpose: Purpose;
  readonly gitHubArn: string;
  readonly boundaryArn: string;
  /** By the name of the policy, within the role: no other has it. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
  /** Policies of their own: those that two roles have, and what is too much for one role (10,240 characters). */
  readonly attached: readonly IamPolicy[];
}

/** A role that jobs on GitHub assume for an hour: those of one repository, in one environment of GitHub, and nobody else. */
export class CiRole extends Construct {
  constructor(
    construct: Construct,
    id: string,
    { scope, purpose, gitHubArn, boundaryArn, policies, attached }: CiRoleProps,
  ) {
    super(construct, id);
    const { team, account } = scope;
    const role = new IamRole(this, 'Resource', {
      name: resourceName('role', ciRoleName(team, purpose)),
      path: ciPath,
      description: `Jobs on GitHub in the environment ${gitHubEnvironment(account.name, team, purpose)}`,
      permissionsBoundary: boundaryArn,
      maxSessionDuration: ciSessionSeconds,
      assumeRolePolicy: document(
        gitHubTrust('OneEnvironmentOfOneRepository', gitHubArn, gitHubSubject(account.name, team, purpose)),
      ),
    });
    for (const [name, statements] of Object.entries(policies)) {
      new IamRolePolicy(this, name, { name, role: role.name, policy: document(...statements) });
    }
    for (const policy of attached) {
      new IamRolePolicyAttachment(this, `attached-${policy.node.id}`, { role: role.name, policyArn: policy.arn });
    }
  }
}

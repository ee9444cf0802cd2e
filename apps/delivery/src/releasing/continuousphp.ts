import { IamGroup } from '@cdktf/provider-aws/lib/iam-group';
import { IamGroupMembership } from '@cdktf/provider-aws/lib/iam-group-membership';
import { IamGroupPolicy } from '@cdktf/provider-aws/lib/iam-group-policy';
import { IamUser } from '@cdktf/provider-aws/lib/iam-user';
import { policyDocument, type PolicyStatement } from '@malinshopper/constructs';
import { releasePath, type Environment } from '@malinshopper/environments';
import { resourceName, workloadBoundaryArn, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface ContinuousPhpProps {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  /** What it may do, by the name of each policy. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/**
 * Who continuousphp is in AWS: it knows access keys only (its documentation, "AWS credentials"), so there is a user. What the
 * user may do comes from a group that has no other member, within the boundary of workloads. It has no password, and its key is
 * made by an administrator by hand, because Terraform would write the key into the state (docs/continuousphp.md).
 */
export class ContinuousPhp extends Construct {
  readonly userName: string;

  constructor(scope: Construct, id: string, { environment, protection, policies }: ContinuousPhpProps) {
    super(scope, id);
    const path = releasePath;
    const group = new IamGroup(this, 'group', {
      name: resourceName('group', environment.name, 'continuousphp'),
      path,
    });
    for (const [name, statements] of Object.entries(policies)) {
      new IamGroupPolicy(this, name, { name, group: group.name, policy: policyDocument(...statements) });
    }
    const user = new IamUser(this, 'user', {
      name: resourceName('user', environment.name, 'continuousphp'),
      path,
      permissionsBoundary: workloadBoundaryArn(environment.account, 'delivery'),
      // Its key is not Terraform's: where nothing has to be kept, it goes with the user.
      forceDestroy: protection.forceDestroy,
    });
    new IamGroupMembership(this, 'membership', { name: group.name, group: group.name, users: [user.name] });
    this.userName = user.name;
  }
}

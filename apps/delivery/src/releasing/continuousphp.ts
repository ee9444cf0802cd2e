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
  /** Its permissions, by the name of each policy. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/**
 * The IAM user of continuousphp, which supports access keys only (its documentation, "AWS credentials"). The user gets
 * its permissions from a group without other members, within the workload boundary. It has no password, and an
 * administrator creates its key by hand, because Terraform would store the key in the state (docs/continuousphp.md).
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
      // Terraform does not manage the key: in an unprotected environment it is deleted with the user.
      forceDestroy: protection.forceDestroy,
    });
    new IamGroupMembership(this, 'membership', { name: group.name, group: group.name, users: [user.name] });
    this.userName = user.name;
  }
}

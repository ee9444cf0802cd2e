import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import type { ServiceRole } from '@malinshopper/constructs';
import { AwsStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';

/**
 * The instance profile of a role. It lies under the path of the app, like the role itself: the deploy roles of other
 * apps can change neither.
 */
export function instanceProfile(scope: Construct, name: string, role: ServiceRole): IamInstanceProfile {
  return new IamInstanceProfile(scope, 'profile', {
    name,
    path: `/${AwsStack.ofElement(scope).app}/`,
    role: role.name,
  });
}

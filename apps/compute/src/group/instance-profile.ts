import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import type { ServiceRole } from '@malinshopper/constructs';
import { AwsStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';

/**
 * What hands a role to instances. Under the path of the app, like the role itself: whoever deploys another app can touch
 * neither.
 */
export function instanceProfile(scope: Construct, name: string, role: ServiceRole): IamInstanceProfile {
  return new IamInstanceProfile(scope, 'profile', {
    name,
    path: `/${AwsStack.ofElement(scope).app}/`,
    role: role.name,
  });
}

import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { AwsStack, workloadBoundaryArn } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from './policy';

export interface ServiceRoleProps {
  readonly name: string;
  readonly description: string;
  /** The AWS service that assumes the role, such as `ec2.amazonaws.com`. */
  readonly service: string;
  /** The account on behalf of which the service must act (protects against the confused deputy). @default - any */
  readonly sourceAccount?: string;
  /** The permissions of the role, by the name of each policy. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/**
 * A role for an AWS service, under the path of its app and within the boundary of the app's workloads. The path
 * identifies the team that deploys the app; the boundary limits its permissions to those of a workload.
 */
export class ServiceRole extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { app, owner } = AwsStack.ofElement(this);
    const role = new IamRole(this, 'Resource', {
      name: props.name,
      path: `/${app}/`,
      permissionsBoundary: workloadBoundaryArn(owner.account, app),
      description: props.description,
      assumeRolePolicy: policyDocument({
        Principal: { Service: props.service },
        Action: 'sts:AssumeRole',
        ...(props.sourceAccount && { Condition: { StringEquals: { 'aws:SourceAccount': props.sourceAccount } } }),
      }),
    });
    for (const [name, statements] of Object.entries(props.policies)) {
      new IamRolePolicy(this, name, { name, role: role.name, policy: policyDocument(...statements) });
    }
    this.name = role.name;
    this.arn = role.arn;
  }
}

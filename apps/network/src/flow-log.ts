import { FlowLog as AwsFlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { LogGroup, ServiceRole } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface FlowLogProps {
  readonly vpcId: string;
  readonly environment: Environment;
  readonly encryptionKeyArn: string;
}

/** The flow log of the VPC: all accepted and rejected traffic. */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, { vpcId, environment, encryptionKeyArn }: FlowLogProps) {
    super(scope, id);
    const group = new LogGroup(this, 'log', {
      name: resourceName('logGroup', `/malinshopper/${environment.name}/flow-log`),
      retentionDays: environment.logRetentionDays,
      encryptionKeyArn,
    });
    const role = new ServiceRole(this, 'role', {
      name: resourceName('role', environment.name, 'flow-log'),
      description: `Writes the flow log of ${environment.name}`,
      service: 'vpc-flow-logs.amazonaws.com',
      sourceAccount: environment.account.id,
      policies: {
        // Without CreateLogGroup: a flow log that outlives its group would recreate it (hashicorp/terraform issue
        // 14750).
        write: [
          {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:DescribeLogGroups'],
            Resource: [group.arn, `${group.arn}:*`],
          },
        ],
      },
    });
    new AwsFlowLog(this, 'Resource', {
      vpcId,
      trafficType: 'ALL',
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
    });
  }
}

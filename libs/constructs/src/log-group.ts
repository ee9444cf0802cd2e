import type { TerraformProvider } from 'cdktf';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';

export interface LogGroupProps {
  readonly name: string;
  /** In days: one of the values that CloudWatch Logs supports. */
  readonly retentionDays: number;
  readonly encryptionKeyArn: string;
  /** @default - the provider of the stack's region */
  readonly provider?: TerraformProvider;
}

/** A log group with a customer managed key and a retention. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, 'Resource', {
      name: props.name,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.encryptionKeyArn,
      provider: props.provider,
    });
    this.name = group.name;
    this.arn = group.arn;
  }
}

import { AwsStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { EncryptionKey, type EncryptionKeyProps } from './encryption-key';

export interface LogKeyProps extends Omit<EncryptionKeyProps, 'accountId' | 'statements'> {
  /** The region of the log groups, which must also be the key's. */
  readonly region: string;
}

/** The key of an account's log groups in a region (CloudWatch Logs user guide, "Encrypt log data using AWS KMS"). */
export class LogKey extends EncryptionKey {
  constructor(scope: Construct, id: string, { region, ...props }: LogKeyProps) {
    const { id: accountId } = AwsStack.ofElement(scope).owner.account;
    super(scope, id, {
      ...props,
      accountId,
      statements: [
        {
          Sid: 'LogGroupsOfThisAccount',
          Principal: { Service: `logs.${region}.amazonaws.com` },
          Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
          Resource: '*',
          Condition: {
            ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${accountId}:log-group:*` },
          },
        },
      ],
    });
  }
}

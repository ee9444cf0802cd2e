import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { EncryptionKey, policyDocument } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
}

const cloudWatch = { Service: 'cloudwatch.amazonaws.com' };

/**
 * Where the environment's alarms are told. Encrypted with a key of its own: CloudWatch may not use SNS's
 * (SNS developer guide, "Enable compatibility between event sources from AWS services and encrypted topics").
 */
export class AlarmTopic extends Construct {
  readonly arn: string;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { environment, protection }: AlarmTopicProps) {
    super(scope, id);
    const { account, name } = environment;
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': account.id } };
    const key = new EncryptionKey(this, 'key', {
      description: `Alarms of ${name}`,
      alias: resourceName('keyAlias', 'malinshopper', name, 'alarms'),
      accountId: account.id,
      protection,
      statements: [
        {
          Sid: 'Alarms',
          Principal: cloudWatch,
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Resource: '*',
          Condition: ofThisAccount,
        },
      ],
    });
    const topic = new SnsTopic(this, 'Resource', {
      name: resourceName('topic', name, 'alarms'),
      kmsMasterKeyId: key.arn,
    });
    new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      policy: policyDocument(
        {
          Sid: 'Alarms',
          Principal: cloudWatch,
          Action: 'sns:Publish',
          Resource: topic.arn,
          Condition: ofThisAccount,
        },
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: topic.arn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ),
    });
    this.arn = topic.arn;
    this.keyArn = key.arn;
  }
}

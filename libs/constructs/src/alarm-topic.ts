import type { TerraformProvider } from 'cdktf';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { AwsStack, resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { EncryptionKey } from './encryption-key';
import { policyDocument, type PolicyStatement } from './policy';

/** A publisher besides CloudWatch's alarms. */
export interface Publisher {
  /** Its messages, in one word: the `Sid` of its statements. */
  readonly sid: string;
  readonly principal: NonNullable<PolicyStatement['Principal']>;
  /** @default - on behalf of the account only (`aws:SourceAccount`) */
  readonly condition?: PolicyStatement['Condition'];
  /** The condition on its use of the key, where AWS does not support the same. @default - the same condition */
  readonly keyCondition?: PolicyStatement['Condition'];
}

export interface AlarmTopicProps {
  /** The name that distinguishes it from other topics of the same owner, such as `data` or `data-global`. */
  readonly purpose: string;
  /** The mail address that is subscribed to the topic. */
  readonly notify: string;
  readonly protection: ProtectionSettings;
  /** @default - CloudWatch's alarms only */
  readonly publishers?: readonly Publisher[];
  /** Alarms notify topics of their own region only. @default - the provider of the owner's region */
  readonly provider?: TerraformProvider;
}

/**
 * A topic for the alarms of an app, with a subscription of its team. Encrypted with a key of its own, because
 * CloudWatch cannot use SNS's (SNS developer guide, "Enable compatibility between event sources from AWS services and
 * encrypted topics").
 */
export class AlarmTopic extends Construct {
  readonly arn: string;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { purpose, notify, protection, provider, ...props }: AlarmTopicProps) {
    super(scope, id);
    const { owner } = AwsStack.ofElement(this);
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': owner.account.id } };
    const publishers: readonly Publisher[] = [
      { sid: 'Alarms', principal: { Service: 'cloudwatch.amazonaws.com' } },
      ...(props.publishers ?? []),
    ];
    const key = new EncryptionKey(this, 'key', {
      description: `Alarms of ${owner.name}: ${purpose}`,
      alias: resourceName('keyAlias', 'malinshopper', owner.name, purpose, 'alarms'),
      accountId: owner.account.id,
      // The encrypted data only exists in transit.
      protection: { ...protection, preventDestroy: false },
      statements: publishers.map(({ sid, principal, condition = ofThisAccount, keyCondition = condition }) => ({
        Sid: sid,
        Principal: principal,
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: keyCondition,
      })),
      provider,
    });
    const topic = new SnsTopic(this, 'Resource', {
      name: resourceName('topic', owner.name, purpose, 'alarms'),
      kmsMasterKeyId: key.arn,
      provider,
    });
    new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      policy: policyDocument(
        ...publishers.map(({ sid, principal, condition = ofThisAccount }) => ({
          Sid: sid,
          Principal: principal,
          Action: 'sns:Publish',
          Resource: topic.arn,
          Condition: condition,
        })),
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: topic.arn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ),
      provider,
    });
    new SnsTopicSubscription(this, 'mail', { topicArn: topic.arn, protocol: 'email', endpoint: notify, provider });
    this.arn = topic.arn;
    this.keyArn = key.arn;
  }
}

import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Route53HostedZoneDnssec } from '@cdktf/provider-aws/lib/route53-hosted-zone-dnssec';
import { Route53KeySigningKey } from '@cdktf/provider-aws/lib/route53-key-signing-key';
import { Alarm, policyDocument } from '@malinshopper/constructs';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { accountProtection } from './account-protection';

export interface ZoneSigningProps {
  /** The id of each zone, by its name. */
  readonly zoneIds: Readonly<Record<string, string>>;
  /** The topic for the alarm that a zone can no longer be signed, in us-east-1. */
  readonly topicArn: string;
}

/** Unique in its zone; letters, digits and underscores only. The next key of a zone is `ksk_2` (Route 53 API, CreateKeySigningKey). */
const keyName = 'ksk_1';
const keyAlias = `alias/${resourceName('keyAlias', 'malinshopper', 'account', 'zone-signing')}`;

/**
 * The public zones are signed with DNSSEC. Resolvers ignore the signatures until the parent zone holds the DS record.
 * An administrator adds it by hand, at the registrar or in the account of the parent zone, once the zone has been
 * signed for longer than the TTL of any of its records. To stop signing, remove the DS record first, and wait for its
 * TTL (Route 53 developer guide, "Configuring DNSSEC signing in Amazon Route 53").
 */
export class ZoneSigning extends Construct {
  /** The DS record of each zone, by its name. */
  readonly dsRecords: Record<string, string>;

  constructor(scope: Construct, id: string, { zoneIds, topicArn }: ZoneSigningProps) {
    super(scope, id);
    const key = this.makeKey();
    const signed = Object.entries(zoneIds).map(([name, hostedZoneId]) => {
      const { dsRecord } = this.sign(name, hostedZoneId, key);
      this.watch(name, hostedZoneId, topicArn);
      return [name, dsRecord];
    });
    this.dsRecords = Object.fromEntries(signed) as Record<string, string>;
  }

  /**
   * One key for all zones, in the only region and of the only kind that Route 53 accepts (developer guide, "Working
   * with customer managed keys for DNSSEC"). KMS cannot rotate it: a new key-signing key replaces an old one.
   */
  private makeKey(): KmsKey {
    const { owner, globalProvider: provider } = AwsStack.ofElement(this);
    const route53 = { Principal: { Service: 'dnssec-route53.amazonaws.com' }, Resource: '*' };
    const onBehalfOfOurZones = {
      StringEquals: { 'aws:SourceAccount': owner.account.id },
      ArnLike: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/*' },
    };
    const key = new KmsKey(this, 'key', {
      description: 'Signs the public zones',
      customerMasterKeySpec: 'ECC_NIST_P256',
      keyUsage: 'SIGN_VERIFY',
      enableKeyRotation: false,
      deletionWindowInDays: accountProtection.keyDeletionWindowDays,
      policy: policyDocument(
        {
          Sid: 'AccountDecidesByIam',
          Principal: { AWS: `arn:aws:iam::${owner.account.id}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Sid: 'Route53Signs',
          ...route53,
          Action: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
          Condition: onBehalfOfOurZones,
        },
        {
          Sid: 'Route53GoesOnSigning',
          ...route53,
          Action: 'kms:CreateGrant',
          Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
      ),
      // Without the key, resolvers would refuse every answer of a zone with a DS record in the parent zone.
      lifecycle: { preventDestroy: accountProtection.preventDestroy },
      provider,
    });
    new KmsAlias(this, 'alias', { name: keyAlias, targetKeyId: key.keyId, provider });
    return key;
  }

  private sign(name: string, hostedZoneId: string, key: KmsKey): Route53KeySigningKey {
    const lifecycle = { preventDestroy: accountProtection.preventDestroy };
    const signingKey = new Route53KeySigningKey(this, `key-${name}`, {
      hostedZoneId,
      name: keyName,
      keyManagementServiceArn: key.arn,
      lifecycle,
    });
    new Route53HostedZoneDnssec(this, name, { hostedZoneId: signingKey.hostedZoneId, lifecycle });
    return signingKey;
  }

  /**
   * Route 53 developer guide, "Monitoring hosted zones using Amazon CloudWatch": the metrics have a period of four
   * hours.
   */
  private watch(name: string, HostedZoneId: string, topicArn: string): void {
    const { owner, globalProvider: provider } = AwsStack.ofElement(this);
    const alarm = (metricName: string, words: string, wrong: string) =>
      new Alarm(this, `${words}-${name}`, {
        name: resourceName('alarm', owner.name, words, name.replaceAll('.', '-')),
        description:
          `${wrong}: resolvers may soon refuse every answer. Check the key ${keyAlias} in us-east-1, and remove the DS ` +
          'record from the parent zone in time',
        namespace: 'AWS/Route53',
        metricName,
        dimensions: { HostedZoneId },
        statistic: 'Maximum',
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
        period: 4 * 60 * 60,
        evaluationPeriods: 1,
        topicArn,
        provider,
      });
    alarm('DNSSECInternalFailure', 'signing-failed', `Route 53 cannot sign ${name}`);
    alarm('DNSSECKeySigningKeysNeedingAction', 'signing-key-lost', `Route 53 cannot use the key that signs ${name}`);
  }
}

import type { TerraformProvider } from 'cdktf';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from './policy';

export interface EncryptionKeyProps {
  /** What is encrypted with it. */
  readonly description: string;
  /** Without the `alias/` in front. */
  readonly alias: string;
  readonly accountId: string;
  readonly protection: Pick<ProtectionSettings, 'keyDeletionWindowDays' | 'preventDestroy'>;
  /** Who else than the account's own identities may use the key, in `Resource: '*'` statements. @default nobody */
  readonly statements?: readonly PolicyStatement[];
  /** @default - the provider of the stack's region */
  readonly provider?: TerraformProvider;
}

/** A customer managed key that rotates every year, with an explicit policy: the account decides by IAM who may use it. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const account: PolicyStatement = {
      Sid: 'AccountDecidesByIam',
      Principal: { AWS: `arn:aws:iam::${props.accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const key = new KmsKey(this, 'Resource', {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: props.protection.keyDeletionWindowDays,
      policy: policyDocument(account, ...(props.statements ?? [])),
      lifecycle: { preventDestroy: props.protection.preventDestroy },
      provider: props.provider,
    });
    new KmsAlias(this, 'alias', { name: `alias/${props.alias}`, targetKeyId: key.keyId, provider: props.provider });
    this.arn = key.arn;
  }
}

import type { TerraformProvider } from 'cdktf';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from './policy';

export interface EncryptionKeyProps {
  /** The data that it encrypts. */
  readonly description: string;
  /** Without the prefix `alias/`. */
  readonly alias: string;
  readonly accountId: string;
  readonly protection: Pick<ProtectionSettings, 'keyDeletionWindowDays' | 'preventDestroy'>;
  /** Further statements for principals besides the account's own identities, with `Resource: '*'`. @default none */
  readonly statements?: readonly PolicyStatement[];
  /** @default - the provider of the stack's region */
  readonly provider?: TerraformProvider;
}

/**
 * A customer managed key with yearly rotation and an explicit policy: the account's IAM policies decide about its use.
 */
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

import { forwardedBy } from '@malinshopper/aws-facts';
import { jsonObject, jsonText, parsedJson } from '../protocols/json';
import type { Access, PolicyDocument } from './access';
import type { World } from './world';

/** A key that a service uses for the caller, with the caller's permission. */
export interface ImpliedKey {
  /** Id, ARN or alias. */
  readonly id: string;
  /** The service that uses it: `s3`. */
  readonly via: string;
  /** Without the prefix of condition keys: `{ 'aws:s3:arn': ... }`. */
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/**
 * Returns the operations that a service performs with the caller's KMS key for an action, from the table of
 * libs/aws-facts.
 * @param members the members of the request, because some operations depend on them
 */
export function usesOfKey(action: string, members: readonly string[] = []): string[] {
  return forwardedBy(action)
    .filter(({ kind, when }) => kind === 'key' && (when ?? []).every((member) => members.includes(member)))
    .map((call) => call.action);
}

/**
 * The accesses that a service makes to a customer managed key for the caller. Keys that AWS manages need no permission:
 * their policies let the service use them for every principal in the account (KMS developer guide, "AWS managed keys").
 */
export async function throughKey(world: World, key: ImpliedKey, actions: readonly string[]): Promise<Access[]> {
  if (key.id === '' || /(^|:)alias\/aws\//.test(key.id)) return [];
  const { arn, managedByAws, policy } = await keyFacts(world, key.id);
  if (managedByAws) return [];
  const context = Object.entries(key.encryptionContext).map(([name, value]) => [
    `kms:EncryptionContext:${name}`,
    value,
  ]);
  const via = { 'kms:ViaService': `${key.via}.${world.region}.amazonaws.com`, ...Object.fromEntries(context) };
  return actions.map((action) => ({ action, resource: arn, context: via, resourcePolicy: policy }));
}

/**
 * Returns a key's ARN and policy. For a key that does not exist: the ARN that it would have, and a policy that allows no
 * principal.
 */
export function keyFacts(world: World, id: string) {
  return world.remember(`key ${id}`, async () => {
    const described = await world.json('kms', 'TrentService.DescribeKey', { KeyId: id });
    const metadata = jsonObject(described?.['KeyMetadata']);
    // Not by an alias: GetKeyPolicy takes ids and ARNs only (KMS API reference).
    const KeyId = jsonText(metadata['Arn']) || id;
    const found = await world.json('kms', 'TrentService.GetKeyPolicy', { KeyId, PolicyName: 'default' });
    const policy = (parsedJson(jsonText(found?.['Policy']) || 'null') as unknown as PolicyDocument | null) ?? undefined;
    const unknown = id.startsWith('arn:') ? id : `arn:aws:kms:${world.region}:${world.account}:key/${id}`;
    return { arn: jsonText(metadata['Arn']) || unknown, managedByAws: metadata['KeyManager'] === 'AWS', policy };
  });
}

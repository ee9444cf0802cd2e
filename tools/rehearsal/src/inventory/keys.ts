import {
  DescribeKeyCommand,
  ListResourceTagsCommand,
  paginateListAliases,
  paginateListKeys,
} from '@aws-sdk/client-kms';
import type { Clients } from '../clients';
import { collect, filterAsync, type IsOurs } from './listing';

type Kms = Pick<Clients, 'kms'>;

/**
 * Keys of a region, and the aliases of all keys: a key that waits for its deletion counts as gone, since KMS deletes
 * none in less than seven days, but its alias has to be deleted at once, or the next key cannot have it.
 */
export async function keys({ kms: client }: Kms, isOurs: IsOurs): Promise<string[]> {
  const [all, aliases] = await Promise.all([
    collect(paginateListKeys({ client }, {}), (page) => page.Keys),
    collect(paginateListAliases({ client }, {}), (page) => page.Aliases),
  ]);
  const tagged = await filterAsync(all, async ({ KeyId }) => {
    const { Tags = [] } = await client.send(new ListResourceTagsCommand({ KeyId }));
    return isOurs(Tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })));
  });
  const alive = await filterAsync(tagged, async ({ KeyId }) => !(await waitsForDeletion(client, KeyId!)));
  const ids = new Set(tagged.map(({ KeyId }) => KeyId));
  return [
    ...alive.map(({ KeyId }) => `key ${KeyId}`),
    ...aliases.filter(({ TargetKeyId }) => ids.has(TargetKeyId)).map(({ AliasName }) => `key alias ${AliasName}`),
  ];
}

/** @param KeyId the key's id or ARN, which has to be of the client's region */
export async function waitsForDeletion(kms: Clients['kms'], KeyId: string): Promise<boolean> {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  return KeyMetadata?.KeyState === 'PendingDeletion';
}

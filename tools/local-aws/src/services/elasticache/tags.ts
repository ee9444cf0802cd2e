import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { answering, type Caches } from './state';

/** The tags of a request. */
export function tagsOf(form: XmlElement): Map<string, string> {
  const tags = list(element(form['Tags'])['Tag']).map(element);
  return new Map(tags.map(({ Key, Value }) => [text(Key), text(Value)]));
}

/**
 * AWS's code for a resource that does not exist, by the type in its ARN (API reference, ListTagsForResource: Errors).
 */
const missing: Readonly<Record<string, string>> = {
  cluster: 'CacheClusterNotFound',
  replicationgroup: 'ReplicationGroupNotFoundFault',
  subnetgroup: 'CacheSubnetGroupNotFoundFault',
};

/**
 * API reference: ListTagsForResource, AddTagsToResource, RemoveTagsFromResource. Each answers with the remaining tags.
 */
export function tags(store: Store<Caches>): Record<string, Operation> {
  const of = (call: Parameters<Operation>[0], form: XmlElement) => {
    const name = text(form['ResourceName']);
    const found = store.of(call).tags.get(name);
    if (!found)
      throw new AwsFailure(
        missing[name.split(':')[5] ?? ''] ?? 'InvalidARN',
        `The resource ${name} does not exist.`,
        404,
      );
    return found;
  };
  const left = (found: ReadonlyMap<string, string>) => ({
    TagList: { Tag: [...found].map(([Key, Value]) => ({ Key, Value })) },
  });
  return answering({
    ListTagsForResource: (form, call) => left(of(call, form)),
    AddTagsToResource: (form, call) => {
      const found = of(call, form);
      for (const [key, value] of tagsOf(form)) found.set(key, value);
      return left(found);
    },
    RemoveTagsFromResource: (form, call) => {
      const found = of(call, form);
      for (const key of list(element(form['TagKeys'])['member'])) found.delete(text(key));
      return left(found);
    },
  });
}

import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { jsonList, jsonObject, jsonParameters, jsonReply, jsonText, type Json } from '../../protocols/json';
import { required, type State } from './state';

/** Tags of applications and deployment groups (API reference: TagResource, UntagResource, ListTagsForResource). */
export function tags(store: Store<State>): Record<string, Operation> {
  return {
    TagResource: (call) => {
      const request = jsonParameters(call);
      setTags(store.of(call), required(request, 'ResourceArn'), request['Tags']);
      return jsonReply();
    },
    UntagResource: (call) => {
      const request = jsonParameters(call);
      const present = store.of(call).tags.get(required(request, 'ResourceArn'));
      for (const key of jsonList(request['TagKeys'])) present?.delete(jsonText(key));
      return jsonReply();
    },
    ListTagsForResource: (call) => {
      const present =
        store.of(call).tags.get(required(jsonParameters(call), 'ResourceArn')) ?? new Map<string, string>();
      return jsonReply({ Tags: [...present].map(([Key, Value]) => ({ Key, Value })) });
    },
  };
}

/** Adds tags to a resource. A new tag replaces the tag with the same key. */
export function setTags(state: State, resource: string, written: Json | undefined): void {
  const present = state.tags.get(resource) ?? new Map<string, string>();
  for (const tag of jsonList(written).map(jsonObject)) present.set(jsonText(tag['Key']), jsonText(tag['Value']));
  state.tags.set(resource, present);
}

/** Moves the tags of a resource that has a new ARN, because it has a new name. */
export function moveTags({ tags: all }: State, from: string, to: string): void {
  all.set(to, all.get(from) ?? new Map());
  all.delete(from);
}

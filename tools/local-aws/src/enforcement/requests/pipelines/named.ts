import type { Access } from '../../access';
import { requestTags, resourceTags } from '../../tags';
import type { World } from '../../world';

/** A call about a resource that is there: judged by the resource's tags, and by those that the request sets. */
export async function onResource(
  world: World,
  action: string,
  resource: string,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<Access> {
  return { action, resource, context: { ...(await resourceTags(world, resource, action)), ...requestTags(fields) } };
}

/** A call that makes a resource: it has no tags yet but those of the request. */
export function newResource(action: string, resource: string, fields: Readonly<Record<string, unknown>>): Access {
  return { action, resource, context: requestTags(fields) };
}

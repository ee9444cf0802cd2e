import type { Access } from '../../access';
import { requestTags } from '../../tags';

/** A call about a resource: judged by the tags that the request sets too. */
export const onResource = (
  action: string,
  resource: string,
  fields: Readonly<Record<string, unknown>> = {},
): Access => ({ action, resource, context: requestTags(fields) });

import type { Access } from '../../access';
import { requestTags } from '../../tags';

/** An access to a resource: judged also by the tags that the request sets. */
export const onResource = (
  action: string,
  resource: string,
  fields: Readonly<Record<string, unknown>> = {},
): Access => ({ action, resource, context: requestTags(fields) });

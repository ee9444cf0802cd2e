import type { Break } from '../rules/ask';
import type { Changeable } from '../testing/mutation';

/**
 * A break of a stack's part that is not a resource. @param type a resource type that only this stack has @default - the
 * stack of data
 */
export const inStack = (change: (document: Changeable) => void, type = 'aws_db_instance'): Omit<Break, 'what'> => ({
  type,
  path: '',
  change: (_config, _resources, document) => change(document),
});

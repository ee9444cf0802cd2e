import { isDeepStrictEqual } from 'node:util';
import type { ImportChange } from './import-all';
import type { Attributes } from './import-made';

/**
 * True if the object in AWS under an id belongs to the app, and not to another stack or a person.
 *
 * It belongs to the app if it has every tag that the app gives it, among them those of the environment and of the app. An object of a type without
 * tags belongs to the app if the plan would not change it. A bucket gets its tags by a separate call after its creation (AWS provider 5.100.0), and
 * its name is the only one in the world: a bucket without any tags belongs to the app.
 */
export function isOwn({ type, change: { actions, before, after } }: ImportChange): boolean {
  if (!before) return false;
  const wanted = tagsOf(after ?? {});
  if (!wanted) return actions.join() === 'no-op';
  const has = tagsOf(before) ?? {};
  if (type === 'aws_s3_bucket' && Object.keys(has).length === 0) return true;
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(has[key], value));
}

const tagsOf = ({ tags_all }: Attributes) => tags_all as Readonly<Record<string, unknown>> | null | undefined;

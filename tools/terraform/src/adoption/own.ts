import { isDeepStrictEqual } from 'node:util';
import type { ImportChange } from './import-all';
import type { Attributes } from './import-made';

/**
 * Whether what stands on AWS under an id is what the app would make there, and not of another stack or a person.
 *
 * It is the app's own if it has every tag that the app gives it, among them those of the environment and of the app. What has no tags by its
 * type is the app's own if nothing about it would be changed. A bucket gets its tags by a call of its own after it was made
 * (AWS provider 5.100.0), and its name is the only one in the world: without any tags it is the app's own.
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

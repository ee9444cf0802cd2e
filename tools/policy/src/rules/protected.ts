import { isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { at } from './ask';

/**
 * True if a resource must not be lost. This is each resource that exists once in an account, and each resource of a
 * protected environment.
 */
export const isProtected = ({ app }: Resource, { environment }: World): boolean =>
  app === 'account' || environment.protection.enabled;

/** The attribute is true if and only if the resource is not protected. */
export const onlyIfUnprotected = (path: string) =>
  at(path, (value, resource, world) => isTrue(value) !== isProtected(resource, world), true);

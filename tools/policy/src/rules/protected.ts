import { isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { at } from './ask';

/** Whether a resource must not be lost: each that an account has once, and those of a protected environment. */
export const isProtected = ({ app }: Resource, { environment }: World): boolean =>
  app === 'account' || environment.protection.enabled;

/** The attribute is true where the resource is not protected, and only there. */
export const onlyIfUnprotected = (path: string) =>
  at(path, (value, resource, world) => isTrue(value) !== isProtected(resource, world), true);

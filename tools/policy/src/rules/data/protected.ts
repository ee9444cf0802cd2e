import type { Resource, World } from '@malinshopper/synthesized';

/** Whether what a resource holds must not be lost: all that an account has once, and what a protected environment has. */
export const isProtected = ({ app }: Resource, { environment }: World): boolean =>
  app === 'account' || environment.protection.enabled;

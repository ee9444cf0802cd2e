import { checked, type GuardWaiver } from './waiver';

const waivers: readonly GuardWaiver[] = [];

/**
 * What production may lose or open once, although its guard holds it back (docs/adr/0042). Each names one construct by its path, or one resource
 * by its address; one rule: `MAL_GUARD_1` for what a plan takes away, or the guarded rule that is broken; and the attribute, where one
 * changes. It holds for 31 days at most. Delete it after the deploy.
 */
export const guardWaivers = checked('guardWaivers', waivers, new Date().toISOString().slice(0, 10));

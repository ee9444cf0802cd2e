import { checked, type GuardWaiver } from './waiver';

const waivers: readonly GuardWaiver[] = [];

/**
 * Losses and openings of production that are permitted once although its guard refuses them (docs/adr/0042). Each
 * waiver names one construct by its path, or one resource by its address; one rule: `MAL_GUARD_1` for a loss in a plan,
 * or the violated guarded rule; and the attribute, if one changes. It is valid for 31 days at most. Delete it after the
 * deploy.
 */
export const guardWaivers = checked('guardWaivers', waivers, new Date().toISOString().slice(0, 10));

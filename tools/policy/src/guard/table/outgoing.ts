import type { Judge } from '../row';

/**
 * What a deploy has kept beside its successor until its readers have moved on (docs/adr/0029; tools/terraform/src/outgoing): it has no block of
 * its own in the program, and goes when nothing needs it.
 */
export const isOutgoing: Judge = ({ address }) => isOutgoingAddress(address) || '';

/** Whether an address is one that a deploy gives; the program has none of them. */
export const isOutgoingAddress = (address: string): boolean => /^\w+\.[\w-]+_outgoing_[\w-]+/.test(address);

/** The same, and what a replacement that was cut off has left: AWS deletes none of its type that is in use. */
export const isLeftOver: Judge = (change, plan) => change.deposed !== undefined || isOutgoing(change, plan);

import type { Judge } from '../row';

/**
 * True for a resource that a deploy has kept beside its successor until its readers have switched (docs/adr/0029;
 * tools/terraform/src/outgoing): The program has no block for it, and a later deploy deletes it when no resource needs
 * it any more.
 */
export const isOutgoing: Judge = ({ address }) => isOutgoingAddress(address) || '';

/** True if a deploy has generated an address; the program has no such address. */
export const isOutgoingAddress = (address: string): boolean => /^\w+\.[\w-]+_outgoing_[\w-]+/.test(address);

/** The same, and true for the rest of an interrupted replacement: AWS deletes no resource of its type in use. */
export const isLeftOver: Judge = (change, plan) => change.deposed !== undefined || isOutgoing(change, plan);

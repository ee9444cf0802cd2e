import type { Service } from '../gateway/call';

/** What the gateway adds to moto, service by service. Every gateway has stores of its own, so this is a function. */
export function services(): Service[] {
  return [];
}

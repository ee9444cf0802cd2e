import { visible } from '@malinshopper/text';

const longest = 100;

/** What was received, for a message: in quotes, with all that is not seen written out, and not longer than a line. */
export function quoted(received: string): string {
  const shortened = received.length > longest ? `${received.slice(0, longest)}...` : received;
  return visible(JSON.stringify(shortened));
}

/** A name for the front of a message: as it is, unless it could be mistaken or does harm to a terminal. */
export function shown(name: string): string {
  return /^[\w./@+-]{1,100}$/.test(name) ? name : quoted(name);
}

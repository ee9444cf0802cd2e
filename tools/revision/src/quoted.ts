import { visible } from '@malinshopper/text';

const longest = 100;

/** A received text for a message: in quotes, with all invisible characters escaped, and not longer than a line. */
export function quoted(received: string): string {
  const shortened = received.length > longest ? `${received.slice(0, longest)}...` : received;
  return visible(JSON.stringify(shortened));
}

/** A name for the front of a message: as it is, unless it could be misread or could control a terminal. */
export function shown(name: string): string {
  return /^[\w./@+-]{1,100}$/.test(name) ? name : quoted(name);
}

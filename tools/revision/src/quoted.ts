const longest = 100;

/**
 * Unprintable for a terminal, or able to turn the direction of what follows: nothing that a revision brings may do
 * that.
 */
const unprintable = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** What was received, for a message: in quotes, with its unprintable characters escaped, and not longer than a line. */
export function quoted(received: string): string {
  const shortened = received.length > longest ? `${received.slice(0, longest)}...` : received;
  return JSON.stringify(shortened).replace(unprintable, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/**
 * The arguments of `sh` that become a program when they read "go" on standard input, and end if nothing more can come: whoever starts it
 * writes down its pid before it does anything.
 */
export const gated = (program: string, args: readonly string[]): string[] => [
  '-c',
  'read -r word && [ "$word" = go ] && exec "$@" < /dev/null',
  'gate',
  program,
  ...args,
];

export const GO = 'go\n';

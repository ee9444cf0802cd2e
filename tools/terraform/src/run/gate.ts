/**
 * The arguments of `sh` that become a program when they read "go" on standard input, and end at the end of the input: the starting process records
 * the pid before the program does anything.
 */
export const gated = (program: string, args: readonly string[]): string[] => [
  '-c',
  'read -r word && [ "$word" = go ] && exec "$@" < /dev/null',
  'gate',
  program,
  ...args,
];

export const GO = 'go\n';

/** The prefix of automatic names: such snapshots are removed first when the space is used up. */
const AUTOMATIC = 'auto-';

/** @throws Error if a user must not give a snapshot that name */
export function requireName(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(name)) {
    throw new Error(
      `A snapshot's name has 1 to 60 of a-z, 0-9 and "-", and begins with a letter or digit; received ${JSON.stringify(name)}.`,
    );
  }
  return name;
}

/** @throws Error if the name is an automatic one, or if `requireName` refuses it */
export function requireGivenName(name: string): string {
  if (isAutomatic(name)) {
    throw new Error(
      `Names that begin with "${AUTOMATIC}" are given to snapshots without a name; received "${name}". Choose another.`,
    );
  }
  return requireName(name);
}

export const isAutomatic = (name: string): boolean => name.startsWith(AUTOMATIC);

/** The automatic name of a snapshot. */
export function nameAt(time: Date): string {
  return `${AUTOMATIC}${time.toISOString().slice(0, 23).replace(/[-:.]/g, '').replace('T', '-')}`;
}

/** The name of the one snapshot that `npm start` keeps of the embedded AWS on a port. */
export const nameOfPort = (port: number): string => `${AUTOMATIC}port-${port}`;

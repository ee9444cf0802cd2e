/**
 * Returns the entry of a name.
 * @throws if the map has no entry: an app of the run was not synthesized
 */
export function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`The app ${name} was not synthesized.`);
  return value;
}

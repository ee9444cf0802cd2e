/** @throws if there is none: an app takes part that was not synthesized */
export function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`The app ${name} was not synthesized.`);
  return value;
}

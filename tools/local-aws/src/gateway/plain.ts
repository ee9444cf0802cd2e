/**
 * Refuses values that the structured clone of V8 would change or lose: functions, and objects of this project's
 * classes, which would be restored without their class.
 * @param path the place of the value, for the error
 */
export function requirePlain(value: unknown, path: string, seen = new Set<unknown>()): void {
  if (typeof value === 'function' || typeof value === 'symbol') refuse(path, `a ${typeof value}`);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || seen.has(value)) return;
  seen.add(value);
  for (const [name, inner] of partsOf(value, path)) requirePlain(inner, `${path} > ${name}`, seen);
}

function partsOf(value: object, path: string): [string, unknown][] {
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype === Map.prototype) {
    return [...(value as Map<unknown, unknown>)].flatMap(([key, inner], index) => [
      [`key ${index}`, key],
      [typeof key === 'string' ? key : `value ${index}`, inner],
    ]);
  }
  if (prototype === Set.prototype) return [...(value as Set<unknown>)].map((inner, index) => [`${index}`, inner]);
  if (prototype === Date.prototype) return [];
  if (prototype === Object.prototype || prototype === null || prototype === Array.prototype)
    return Object.entries(value);
  return refuse(path, `an object of the class ${value.constructor.name}`);
}

function refuse(path: string, what: string): never {
  throw new Error(
    `A snapshot cannot hold ${path}: it is ${what}. Keep plain objects, arrays, maps, sets and buffers, or give the store a packing.`,
  );
}

import type { World } from '@malinshopper/synthesized';
import { attributesOf, knownOf } from './attributes';

/**
 * The attributes that environments set and that have no row in `judged`, one type a line: a person judges them, and
 * adds a row. Also the rows that no environment sets: they are for other choices of an environment, or can be deleted.
 */
export function missingRows(worlds: readonly World[]): string {
  const found = new Map<string, Set<string>>();
  for (const resource of worlds.flatMap((world) => world.resources())) {
    const paths = found.get(resource.type) ?? new Set();
    for (const { path } of attributesOf(resource)) paths.add(path);
    found.set(resource.type, paths);
  }
  const lines = [...found].flatMap(([type, paths]) => {
    const known = knownOf(type)?.paths ?? new Map<string, boolean>();
    const missing = [...paths].filter((path) => !known.has(path) && !knownOf(type)?.above.has(path));
    const unused = [...known.keys()].filter((path) => !paths.has(path));
    return [
      ...(missing.length > 0 ? [`${type}: no row has ${missing.join(' ')}`] : []),
      ...(unused.length > 0 ? [`${type}: no environment sets ${unused.join(' ')}`] : []),
    ];
  });
  return lines.length > 0
    ? lines.join('\n')
    : 'Every attribute that an environment sets is in a row, and each row is needed.';
}

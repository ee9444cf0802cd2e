import type { Records } from '../record/records';
import type { StateLocation } from '../configuration';

type Place = Pick<StateLocation, 'bucket' | 'key'>;

/**
 * Returns a predicate that is true for the outputs that other states read, according to their deployment records. A
 * state without a record counts as a reader of every output.
 */
export async function readOutputs(records: Records, of: Place): Promise<(output: string) => boolean> {
  const names = new Set<string>();
  for (const place of await others(records, of)) {
    const record = await records.of(place);
    if (!record) return () => true;
    for (const name of Object.keys(record.reads[of.key] ?? {})) names.add(name);
  }
  return (output) => names.has(output);
}

/**
 * Returns the states that may still refer to an old object of this state. These are the states that read its changed
 * outputs, directly or through other states, and have not been deployed since. They are also the states that keep old
 * objects themselves: an old rule can refer to an old group. The function reads only deployment records, which every
 * role can read.
 * @returns their keys, sorted
 */
export async function notMovedOn(records: Records, of: Place): Promise<string[]> {
  const waiting = new Set<string>();
  const seen = new Set<string>();
  const visit = async (place: Place): Promise<void> => {
    if (seen.has(place.key)) return;
    seen.add(place.key);
    const now = await records.publishedBy(place);
    for (const reader of (await others(records, place)).filter(({ key }) => key !== of.key)) {
      const record = await records.of(reader);
      const read = record?.reads[place.key];
      if (record && !read) continue;
      const isCurrent =
        record?.outcome === 'deployed' &&
        (record.keeps ?? []).length === 0 &&
        Object.entries(read ?? {}).every(([name, digest]) => now?.[name] === digest);
      if (!isCurrent) waiting.add(reader.key);
      await visit(reader);
    }
  };
  await visit(of);
  return [...waiting].sort();
}

/** True if an app keeps replaced resources, and every reader of them is up to date: its next deploy deletes them. */
export async function canLetGo(records: Records, of: Place): Promise<boolean> {
  const keeps = (await records.of(of))?.keeps ?? [];
  return keeps.length > 0 && (await notMovedOn(records, of)).length === 0;
}

async function others(records: Records, { bucket, key }: Place): Promise<Place[]> {
  const keys = [...(await records.statesIn(bucket)).keys()];
  return keys.filter((other) => other !== key).map((other) => ({ bucket, key: other }));
}

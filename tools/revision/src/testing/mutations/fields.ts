import { fieldsOf, placesOf } from './places';
import type { Mutation } from './plain';

/** Each field of each record, with values that are near, at a limit, another record's, or any. */
export function changedFields(zip: Buffer): Mutation[] {
  const places = placesOf(zip);
  const any = random(15);
  return places.flatMap(({ kind, at }) =>
    Object.entries(fieldsOf[kind]).flatMap(([offset, bytes]) => {
      const here = at + Number(offset);
      const was = zip.readUIntLE(here, bytes);
      const top = 2 ** (8 * bytes);
      const others = places
        .filter((other) => other.kind === kind)
        .map((other) => zip.readUIntLE(other.at + Number(offset), bytes));
      const values = [
        0,
        1,
        8,
        0x800,
        was + 1,
        was - 1,
        was + 0x10000,
        was ^ (top / 2),
        top - 1,
        any(top),
        any(top),
        ...others,
      ];
      return [...new Set(values.map((value) => ((value % top) + top) % top))]
        .filter((value) => value !== was)
        .map((value) => {
          const changed = Buffer.from(zip);
          changed.writeUIntLE(value, here, bytes);
          return { name: `${kind} at ${at}: field ${offset} is ${value}, was ${was}`, zip: changed };
        });
    }),
  );
}

/** Whole numbers below a top, the same in every run (Park and Miller's generator). */
function random(seed: number): (top: number) => number {
  let state = seed;
  return (top) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % top;
  };
}

import { deserialize, serialize } from 'node:v8';
import { requirePlain } from './plain';

/** What a gateway remembers from call to call: a snapshot holds it under its name. */
export interface Kept {
  readonly name: string;
  save(): unknown;
  /** Takes what `save` gave, in a gateway that has answered no call. */
  restore(saved: unknown): void;
}

let collecting: Map<string, Kept> | undefined;

/** Has to be called by everything that a gateway remembers, when it is made. */
export function keep(kept: Kept): void {
  if (!/^[a-zA-Z0-9/-]+$/.test(kept.name)) {
    throw new Error(
      `What a gateway keeps needs a name of letters, digits, "-" and "/"; received ${JSON.stringify(kept.name)}.`,
    );
  }
  if (collecting?.has(kept.name)) {
    throw new Error(
      `The gateway keeps two things under the name ${kept.name}: a snapshot could hold only one. Rename one.`,
    );
  }
  collecting?.set(kept.name, kept);
}

/** Runs what makes the services of one gateway, and gives all that they keep. */
export function collected<T>(make: () => T): { readonly made: T; readonly kept: readonly Kept[] } {
  const outer = collecting;
  const all = new Map<string, Kept>();
  collecting = all;
  try {
    return { made: make(), kept: [...all.values()] };
  } finally {
    collecting = outer;
  }
}

/** All that a gateway keeps, in one piece: what two of them share, they share again when it is restored. */
export function packKept(kept: readonly Kept[]): Buffer {
  const all = new Map(kept.map((each) => [each.name, each.save()]));
  for (const [name, value] of all) requirePlain(value, name);
  return serialize(all);
}

/** @throws if the snapshot is of a gateway that kept other things */
export function unpackKept(kept: readonly Kept[], packed: Buffer): void {
  const all = deserialize(packed) as Map<string, unknown>;
  const names = new Set(kept.map(({ name }) => name));
  const [missing] = [...names].filter((name) => !all.has(name));
  const [unknown] = [...all.keys()].filter((name) => !names.has(name));
  if (missing ?? unknown) {
    throw new Error(
      `The snapshot is of a gateway that kept other things: ${missing ? `${missing} is not in it` : `${unknown} is unknown here`}.`,
    );
  }
  for (const each of kept) each.restore(all.get(each.name));
}

import { deserialize, serialize } from 'node:v8';
import { requirePlain } from './plain';

/** A state that a gateway keeps between calls: a snapshot contains it under its name. */
export interface Kept {
  readonly name: string;
  save(): unknown;
  /** Restores the result of `save`. The gateway must not have answered a call before. */
  restore(saved: unknown): void;
}

let collecting: Map<string, Kept> | undefined;

/** Has to be called for every state that a gateway keeps, when it is made. */
export function keep(kept: Kept): void {
  if (!/^[a-zA-Z0-9/-]+$/.test(kept.name)) {
    throw new Error(
      `A state of the gateway needs a name of letters, digits, "-" and "/"; received ${JSON.stringify(kept.name)}.`,
    );
  }
  if (collecting?.has(kept.name)) {
    throw new Error(
      `The gateway keeps two states under the name ${kept.name}: a snapshot could hold only one. Rename one.`,
    );
  }
  collecting?.set(kept.name, kept);
}

/** Creates the services of one gateway, and returns all stores that they have registered. */
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

/** All states of a gateway, in one piece: an object that two of them share is shared again after the restore. */
export function packKept(kept: readonly Kept[]): Buffer {
  const all = new Map(kept.map((each) => [each.name, each.save()]));
  for (const [name, value] of all) requirePlain(value, name);
  return serialize(all);
}

/** @throws Error if the snapshot is of a gateway with other states */
export function unpackKept(kept: readonly Kept[], packed: Buffer): void {
  const all = deserialize(packed) as Map<string, unknown>;
  const names = new Set(kept.map(({ name }) => name));
  const [missing] = [...names].filter((name) => !all.has(name));
  const [unknown] = [...all.keys()].filter((name) => !names.has(name));
  if (missing ?? unknown) {
    throw new Error(
      `The snapshot is of a gateway with other states: ${missing ? `${missing} is not in it` : `${unknown} is unknown here`}.`,
    );
  }
  for (const each of kept) each.restore(all.get(each.name));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Synthesized } from '../synth';
import { sha256 } from './digest';
import { differenceOf, type Difference } from './difference';
import { movedIn } from './moved';
import { partsOf, type Parts } from './parts';

/** The hashes of the sources of a deploy, which a record contains too. */
export interface Sources {
  /** Of the synthesized JSON. */
  readonly json: string;
  /** Of `.terraform.lock.hcl`. */
  readonly lockFile: string;
  /** Of the parts of the JSON. Absent in records of older versions. */
  readonly parts?: Parts | undefined;
}

/** @param root of the repository, which has the lock file */
export function sourcesOf(synthesized: Pick<Synthesized, 'json'>, root: string): Required<Sources> {
  return { ...hashesOf(synthesized, root), parts: partsOf(synthesized.json) };
}

function hashesOf({ json }: Pick<Synthesized, 'json'>, root: string): Omit<Sources, 'parts'> {
  return { json: sha256(json), lockFile: sha256(readFileSync(join(root, '.terraform.lock.hcl'), 'utf8')) };
}

/** A difference between the sources of a deploy and the sources of the previous deploy. */
export interface Change {
  /** `its JSON has changed` */
  readonly because: string;
  /** Undefined if the parts of the previous sources are not known. */
  readonly difference?: Difference;
}

/**
 * Compares the sources of an app with earlier sources, from a deployment record or from another commit.
 * @returns undefined if they are equal
 */
export function sourcesChange(
  before: Sources,
  synthesized: Pick<Synthesized, 'json'>,
  root: string,
): Change | undefined {
  const now = hashesOf(synthesized, root);
  const because = [
    ...(before.json === now.json ? [] : ['its JSON has changed']),
    ...(before.lockFile === now.lockFile ? [] : ['.terraform.lock.hcl has changed']),
  ];
  if (because.length === 0) return undefined;
  const difference = before.parts && differenceOf(before.parts, partsOf(synthesized.json), movedIn(synthesized.json));
  return { because: because.join(', and '), ...(difference && { difference }) };
}

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workRoot } from '@malinshopper/synth';
import { writeWhole } from '../files';

/** The variable with the key if several machines share it, such as the jobs of CI. */
export const KEY_VARIABLE = 'REVIEW_KEY';
const shortest = 32;

/**
 * The key of the digests that stand for secrets in a review. Its owner can test guesses of a secret, so it is kept as a secret itself: in a file of
 * this clone that only its user can read, or in the variable.
 * @throws if the variable is too short to be a key
 */
export function reviewKey(root: string, variables: NodeJS.ProcessEnv = process.env): string {
  const given = variables[KEY_VARIABLE];
  if (given !== undefined && given !== '') {
    if (given.length >= shortest) return given;
    throw new Error(
      `${KEY_VARIABLE} has ${given.length} characters, and the key for digests needs at least ${shortest}: create one with openssl rand -hex 32, or unset the variable.`,
    );
  }
  const file = join(workRoot(root), 'review.key');
  if (!existsSync(file)) writeWhole(file, randomBytes(32).toString('hex'), 0o600);
  return readFileSync(file, 'utf8');
}

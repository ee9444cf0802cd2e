import { readFileSync } from 'node:fs';
import { parseRecord } from '@malinshopper/review';
import { sha256 } from '../record/digest';
import type { Reviewed } from './assert-reviewed';
import { reviewKey } from './key';

/**
 * Reads the record that a deploy is bound to.
 * @throws if there is no such file, or it is no record of this format
 */
export function readReviewed(file: string, root: string): Reviewed {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(
      `The review ${file} cannot be read (${(cause as Error).message}): make one with npm run plan -- <environment> --review <folder>. ` +
        'Nothing was touched.',
    );
  }
  return { apps: parseRecord(text).apps, key: reviewKey(root), digest: sha256(text) };
}

import { join } from 'node:path';
import { root } from '../programs';

/** A folder of the benchmark's own, beside other work. */
export const workFolder = (name: string) => join(root, '.work', 'bench', name);

/**
 * Prints a measured value and its target. A missed target is no failure: a benchmark only reports, and a person judges.
 */
export function row(what: string, measured: string, ratio: string, asked: string): void {
  console.log(`${what.padEnd(34)} ${measured.padEnd(52)} ${ratio.padEnd(12)} (${asked})`);
}

import { rawZip, type RawEntry } from '../raw-zip';

/** A zip with one change. */
export interface Mutation {
  readonly name: string;
  readonly zip: Buffer;
}

const times = Buffer.from('5554050003b7a70d6b', 'hex');
const timesInFront = Buffer.from('5554090003b7a70d6bb7a70d6b', 'hex');
/** A zip in a zip: all of its records are in the data of a stored file. */
export const nested = rawZip([{ name: 'appspec.yml', content: 'another one\n', method: 0 }]);

/** Everything that a plain zip can have. */
export const plain: readonly RawEntry[] = [
  { name: 'appspec.yml', content: 'version: 0.0\nos: linux\n' },
  { name: 'bin/', method: 0, mode: 0o40755, extra: times, local: { extra: timesInFront } },
  { name: 'bin/run', content: '#!/bin/sh\n'.repeat(9), mode: 0o100755, extra: times, local: { extra: timesInFront } },
  { name: 'größe.txt', content: 'ä'.repeat(40), descriptor: true },
  { name: 'nested.zip', content: nested, method: 0 },
  { name: 'empty', method: 0 },
];

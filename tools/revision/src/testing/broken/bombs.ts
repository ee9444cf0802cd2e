import { deflateRawSync } from 'node:zlib';
import { limits } from '../../limits';
import { rawZip, type RawEntry } from '../raw-zip';
import { entriesOf, sample, zipOf } from '../sample';
import type { Variant } from './variant';

/** Small files that become large. */
export function bombs(): Variant[] {
  const zeros = deflateRawSync(Buffer.alloc(8 * limits.ratioBytes));
  const bomb = (name: string, culprit: string, ...entries: RawEntry[]): Variant => ({
    kind: 'zip bombs',
    name,
    culprit,
    broken: zipOf(sample, entries),
  });
  const sizes = [2, 3, 5, 8].map((times) => times * limits.ratioBytes);
  return [
    ...sizes.map((size) =>
      bomb(`${size} zeros`, 'x: inflates to more than 200 times', { name: 'x', content: Buffer.alloc(size) }),
    ),
    ...sizes.map((size) =>
      bomb(`${size} that are declared as 1`, 'x: is longer than the 1 bytes', {
        name: 'x',
        content: Buffer.alloc(size),
        size: 1,
      }),
    ),
    ...sizes.map((size) =>
      bomb(`zeros that are declared as ${size}`, 'x: inflates to more than 200 times', {
        name: 'x',
        data: zeros,
        size,
      }),
    ),
    bomb('a script', 'hooks/x: inflates to more', { name: 'hooks/x', data: zeros, size: limits.fileBytes }),
    bomb('more than a file may have', 'x: has 134,217,729 bytes', {
      name: 'x',
      data: zeros,
      size: limits.fileBytes + 1,
    }),
    bomb('4 GB', 'x: has 4,294,967,295 bytes', {
      name: 'x',
      data: zeros,
      size: 0xffffffff,
      extra: Buffer.from('01000800ffffffff00000000', 'hex'),
    }),
    bomb('an exabyte', 'x: has 1,152,', {
      name: 'x',
      data: zeros,
      size: 0xffffffff,
      extra: Buffer.from('010008000000000000000010', 'hex'),
    }),
    bomb(
      'many files',
      'of files, and a revision may have 268,435,456 bytes',
      ...Array.from({ length: 300 }, (_, index) => ({ name: `x${index}`, data: zeros, size: limits.ratioBytes })),
    ),
    bomb(
      'one content for many',
      'shares bytes of the zip',
      { name: 'x', data: zeros },
      ...Array.from({ length: 300 }, () => ({ name: 'x', data: zeros, sharedWith: 'x' })),
    ),
    {
      kind: 'zip bombs',
      name: 'more entries than there may be',
      culprit: 'has 65,000 entries',
      broken: rawZip(entriesOf(sample), 65_000),
    },
  ];
}

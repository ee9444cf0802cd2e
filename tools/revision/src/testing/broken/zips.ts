import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { limits } from '../../limits';
import { rawZip, type RawEntry } from '../raw-zip';
import { entriesOf, sample, zipOf } from '../sample';
import type { Variant } from './variant';

function withEntries(kind: string, name: string, culprit: Variant['culprit'], ...entries: RawEntry[]): Variant {
  return { kind, name, culprit, broken: zipOf(sample, entries) };
}

/** Names that would be written elsewhere, or nowhere. */
export function climbingNames(): Variant[] {
  const climbing = [
    '../x',
    '../../../../tmp/x',
    'web/../../x',
    'web/..',
    '..',
    './x',
    'a/./b',
    'a//b',
    '/x',
    '/etc/cron.d/x',
    '//x/y',
    'C:/x',
    'c:x',
    '..\\x',
    'web\\x',
    '\\\\x\\y',
    'a\0b',
    'a\nb',
    '\u001b]0;x',
    'a\u007f',
    '../',
    '/',
    'web/../',
    `${'a'.repeat(256)}`,
    `${'a/'.repeat(600)}b`,
  ];
  return climbing.flatMap((name) => {
    const shownAs = JSON.stringify(name.replace(/\/$/, '').slice(0, 100)).slice(1, -1).replace('\u007f', '\\u007f');
    return [0o100644, 0o100755, 0o120777].map((mode) =>
      withEntries('climbing names', `${JSON.stringify(name.slice(0, 30))} ${mode.toString(8)}`, shownAs, {
        name,
        content: name.endsWith('/') ? '' : 'x',
        mode,
      }),
    );
  });
}

/** Links, by their mode, to everywhere. */
export function links(): Variant[] {
  const targets = ['index.php', '..', '../..', '/', '/etc/passwd', '/tmp', '../hooks/stop', 'link', ''];
  const names = ['link', 'web/link', 'hooks/link', 'web/index.php/link'];
  const plain = targets.flatMap((content) =>
    names.map((name) =>
      withEntries('symbolic links', `${name} to ${content}`, `${name}: is a symbolic link`, {
        name,
        content,
        mode: 0o120777,
      }),
    ),
  );
  // The classical one: a link first, and then a file that is written through it.
  const through = targets.map((content) =>
    withEntries(
      'symbolic links',
      `through ${content}`,
      'out: is a symbolic link',
      { name: 'out', content, mode: 0o120777 },
      { name: 'out/x', content: 'x' },
    ),
  );
  const special = [0o010644, 0o020666, 0o060660, 0o140777, 0o040755].map((mode) =>
    withEntries('symbolic links', `type ${mode.toString(8)}`, 'special: is neither a file nor a folder', {
      name: 'special',
      mode,
    }),
  );
  return [...plain, ...through, ...special];
}

/** Two items with one name, and headers that contradict the directory. */
export function contradictions(): Variant[] {
  const twice = Object.keys(sample).flatMap((name) => [
    withEntries('contradictions', `${name} twice`, `${name}: is there twice`, { name, content: '#!/bin/sh\nid\n' }),
    withEntries('contradictions', `${name} is a folder`, `${name}: is a file and a folder`, { name: `${name}/x` }),
    withEntries('contradictions', `${name} in front of it`, `x: has another name, "${name}"`, {
      name: 'x',
      local: { name },
    }),
    withEntries(
      'contradictions',
      `${name} behind another name`,
      'x: shares bytes of the zip with',
      { name: 'x' },
      { name: 'x', sharedWith: 'x' },
    ),
  ]);
  const methods = [1, 6, 9, 12, 14, 93, 95, 99].map((method) =>
    withEntries('contradictions', `method ${method}`, `x: is compressed by method ${method}`, { name: 'x', method }),
  );
  const flags = [0x801, 0x809].map((flag) =>
    withEntries('contradictions', `flags ${flag}`, 'secret: is encrypted', { name: 'secret', flags: flag }),
  );
  return [...twice, ...methods, ...flags];
}

/** Contents that differ from their headers. */
export function wrongContents(): Variant[] {
  return entriesOf(sample).flatMap((entry) => {
    const others = entriesOf(sample).filter(({ name }) => name !== entry.name);
    const one = (name: string, change: Partial<RawEntry>): Variant => ({
      kind: 'wrong contents',
      name: `${String(entry.name)}: ${name}`,
      culprit: `${String(entry.name)}: `,
      broken: rawZip([...others, { ...entry, ...change }]),
    });
    const { length } = Buffer.from(entry.content as string);
    return [
      one('another checksum', { crc: 1 }),
      one('shorter', { size: length + 1 }),
      one('longer', { size: length - 1 }),
      one('not deflated', { data: Buffer.from('ffffffffffff', 'hex') }),
      one('cut', { data: deflateRawSync(entry.content as string).subarray(0, 5) }),
      one('huge', { size: limits.fileBytes + 1 }),
    ];
  });
}

/** Truncated zips: their ends are missing. */
export function truncated(): Variant[] {
  const whole = zipOf(sample);
  const cuts = [
    0,
    1,
    21,
    whole.length - 1,
    ...fc.sample(fc.integer({ min: 2, max: whole.length - 2 }), { numRuns: 60, seed: 4 }),
  ];
  return cuts.map((length) => ({
    kind: 'truncated',
    name: `${length} bytes`,
    culprit: 'revision.zip: is no whole zip',
    broken: whole.subarray(0, length),
  }));
}

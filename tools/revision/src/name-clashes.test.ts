import { readRevision } from './index';
import { problemsOf } from './testing/problems';
import { sample, zipOf } from './testing/sample';

const problems = (...names: string[]) =>
  problemsOf(() =>
    readRevision(
      zipOf(
        sample,
        names.map((name) => ({ name, content: '#!/bin/sh\n' })),
      ),
    ),
  );

describe('names that are one name to some file systems are refused:', () => {
  it.each([
    ['case', 'web/Index.php', 'web/index.php'],
    ['case of the AppSpec file', 'AppSpec.yml', 'appspec.yml'],
    ['ß and ss', 'gross', 'groß'],
    ['ß and SS', 'GROSS', 'groß'],
    ['ı and i', 'b\u0131n', 'bin'],
    ['ſ and s', 'u\u017fer', 'user'],
    ['the sign of kelvin', '\u212aey', 'key'],
    ['letters of full width', '\uff41pp', 'app'],
    ['a ligature', '\ufb01le', 'file'],
    ['ς and σ', 'λόγος', 'λόγοσ'],
    ['a dot at the end', 'a.', 'a'],
    ['a space at the end', 'a ', 'a'],
    ['a dot at the end of a folder', 'a./b', 'a/c'],
  ])('%s', async (_, one, other) => {
    const found = await problems(...[one, other].filter((name) => !(name in sample)));
    expect(found).toEqual([expect.stringContaining('only in case, in the Unicode form of its letters or')]);
  });

  it('the Unicode form, which only its numbers show', async () => {
    expect(await problems('gro\u0308\u00dfe', 'gr\u00f6\u00dfe')).toEqual([
      '"gr\u00f6\u00dfe": differs from "gro\\u0308\\u00dfe" only in case, in the Unicode form of its letters or in dots and spaces at its end, and is the same file where a file ' +
        'system makes no difference: rename one of them.',
    ]);
  });

  it('two folders once, and not all their contents', async () => {
    expect(await problems('Web/a', 'Web/b', 'Web/index.php')).toEqual([
      'web: differs from "Web" only in case, in the Unicode form of its letters or in dots and spaces at its end, and is the same file where a file system makes no difference: ' +
        'rename one of them.',
    ]);
  });

  it('and others are not', async () => {
    const names = ['a ', 'b', 'note.', 'web/a', 'web2/a', 'bilder/größe.png', 'bilder/gröse.png', 'ПРИВЕТ'];
    const zip = zipOf(
      sample,
      names.map((name) => ({ name })),
    );
    await expect(readRevision(zip)).resolves.toMatchObject({ files: 16 });
  });
});

describe('names that programs unpack as others are refused:', () => {
  it.each([
    ['a;1', 'ends with a semicolon and digits, which unzip regards as a version of VMS and removes: rename it'],
    ['a;', 'ends with a semicolon and digits'],
    ['a;1/b', 'ends with a semicolon and digits'],
    ['a\u0085', 'contains "\\u0085" (U+0085), which is invisible'],
    ['a\u009b2J', 'contains "\\u009b" (U+009B), which is invisible'],
    ['a\u202egnp.php', 'contains "\\u202e" (U+202E), which is invisible'],
    ['a\u2066b', 'contains "\\u2066" (U+2066)'],
    ['a\u200bb', 'contains "\\u200b" (U+200B)'],
    ['a\ufeffb', 'contains "\\ufeff" (U+FEFF)'],
    ['a\u00adb', 'contains "\\u00ad" (U+00AD)'],
    ['a\u3164b', 'contains "\\u3164" (U+3164)'],
    ['a\ufe0fb', 'contains "\ufe0f" (U+FE0F)'],
    ['a\u{e0041}b', 'contains "\\udb40\\udc41" (U+E0041)'],
    ['a\u00a0b', 'contains "\u00a0" (U+00A0), which is invisible, or looks like another character: remove it'],
    ['a\u2003b', 'contains "\u2003" (U+2003)'],
  ])('%j', async (name, fault) => {
    expect((await problems(name)).join('\n')).toContain(fault);
  });
});

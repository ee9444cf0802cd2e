import { nothing, some, type Edit, type Source } from './edit';

type Change = readonly [what: string, change: (text: string) => string];

const comments: readonly Change[] = [
  ['a line of comment at the end', (text) => `${text}\n// Only a comment.\n`],
  ['a comment before the first line', (text) => `/* Only a comment. */\n${text}`],
  ['empty lines', (text) => text.replace(/\n/g, '\n\n')],
];
const refactors: readonly Change[] = [
  ['a type that nothing uses', (text) => `${text}\ntype Unused = { readonly value: string };\n`],
  [
    'a function that nothing uses',
    (text) => `${text}\nexport function unusedForTest(): string {\n  return 'unused';\n}\n`,
  ],
  ['a constant that nothing uses', (text) => `${text}\nconst unusedForTest = [1, 2, 3];\nvoid unusedForTest;\n`],
];

const changing = (kind: string, changes: readonly Change[], files: readonly string[], source: Source): Edit[] =>
  files.map((file, index): Edit => {
    const [what, change] = changes[index % changes.length]!;
    return { kind, what: `${what} of ${file}`, files: { [file]: change(source.text(file)) }, expected: nothing };
  });

/** A file that is split: its contents move to another file, which it exports again. */
function moved(file: string, source: Source): Edit {
  const beside = file.replace(/\.ts$/, '-moved.ts');
  const name = beside.replace(/^.*\/(.*)\.ts$/, '$1');
  const files = { [beside]: source.text(file), [file]: `export * from './${name}';\n` };
  return { kind: 'refactor', what: `${file} is moved to ${beside}`, files, expected: nothing };
}

/** Edits without effect, in all folders of a synthesis. */
export function harmless(source: Source): Edit[] {
  const files = source.files();
  const movable = files.filter((file) =>
    /^apps\/.*\/(contract|permissions|subnets|flow-log|certificate|kept)\.ts$/.test(file),
  );
  return [
    ...changing('comment', comments, some(files, 45), source),
    ...changing('refactor', refactors, some(files.slice(3), 33), source),
    ...movable
      .filter((file) => !/__dirname|__filename|export default/.test(source.text(file)))
      .map((file) => moved(file, source)),
    {
      kind: 'versions',
      what: 'the lock file of npm',
      files: { 'package-lock.json': `${source.text('package-lock.json')}\n` },
      expected: nothing,
    },
  ];
}

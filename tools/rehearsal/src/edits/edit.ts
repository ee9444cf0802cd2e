import type { Files, RepositoryCopy } from '@malinshopper/affected/testing';

/** A text of a file, which stands in it once, and what it becomes. */
export type Change = readonly [file: string, from: string, to: string];

/** One edit of the repository, as a person would make it in a pull request: it changes what is deployed to `testing`. */
export interface Edit {
  /** What the edit does, in words. */
  readonly name: string;
  /** @default - none */
  readonly changes?: readonly Change[];
  /** A name that has another one in all sources of apps. @default - none */
  readonly renamed?: readonly [from: string, to: string];
  /** New files with their texts. @default - none */
  readonly added?: Files;
  /** An app that is taken out of the repository. @default - none */
  readonly removedApp?: string;
  /** What the deploy says that refuses it before anything is touched. @default - it is deployed */
  readonly refused?: string;
}

/** The sources that an edit is made to. */
export type Sources = Pick<RepositoryCopy, 'files' | 'text'>;

/**
 * The files that an edit changes, with their new texts.
 * @throws if a text that it replaces does not stand in its file exactly once, or a name is not there
 */
export function filesOf({ name, changes = [], renamed, added = {}, removedApp }: Edit, sources: Sources): Files {
  const files: Record<string, string | undefined> = { ...added };
  for (const [file, from, to] of changes) {
    const parts = (files[file] ?? sources.text(file)).split(from);
    if (parts.length !== 2) {
      throw new Error(
        `The edit "${name}" replaces a text that stands ${parts.length - 1} times in ${file}, and has to stand there once: ` +
          `${JSON.stringify(from)}. Correct the edit, in tools/rehearsal/src/edits/corpus.`,
      );
    }
    files[file] = parts.join(to);
  }
  if (renamed) Object.assign(files, renamedIn(name, renamed, sources));
  if (removedApp !== undefined) for (const file of sources.files(`apps/${removedApp}`)) files[file] = undefined;
  return files;
}

function renamedIn(name: string, [from, to]: readonly [string, string], sources: Sources): Files {
  const word = new RegExp(`\\b${from}\\b`, 'g');
  const named = sources.files('apps').filter((file) => file.endsWith('.ts') && sources.text(file).search(word) >= 0);
  if (named.length === 0) {
    throw new Error(
      `The edit "${name}" renames ${from}, which no source of an app names. Correct the edit, in tools/rehearsal/src/edits/corpus.`,
    );
  }
  return Object.fromEntries(named.map((file) => [file, sources.text(file).replaceAll(word, to)]));
}

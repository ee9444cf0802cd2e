import type { Files, RepositoryCopy } from '@malinshopper/affected/testing';

/** A text that occurs once in a file, and its replacement. */
export type Change = readonly [file: string, from: string, to: string];

/** One edit of the repository, as a person would make it in a pull request: it changes the deployment of `testing`. */
export interface Edit {
  /** A description of the edit. */
  readonly name: string;
  /** @default - none */
  readonly changes?: readonly Change[];
  /** A name that is replaced in all sources of apps. @default - none */
  readonly renamed?: readonly [from: string, to: string];
  /** New files with their texts. @default - none */
  readonly added?: Files;
  /** An app that is removed from the repository. @default - none */
  readonly removedApp?: string;
  /** The message of the deploy that refuses it before anything is touched. @default - it is deployed */
  readonly refused?: string;
}

/** The sources that an edit changes. */
export type Sources = Pick<RepositoryCopy, 'files' | 'text'>;

/**
 * The files that an edit changes, with their new texts.
 * @throws Error if a text that it replaces does not occur in its file exactly once, or a name does not exist
 */
export function filesOf({ name, changes = [], renamed, added = {}, removedApp }: Edit, sources: Sources): Files {
  const files: Record<string, string | undefined> = { ...added };
  for (const [file, from, to] of changes) {
    const parts = (files[file] ?? sources.text(file)).split(from);
    if (parts.length !== 2) {
      throw new Error(
        `The edit "${name}" replaces a text that occurs ${parts.length - 1} times in ${file}, and must occur there once: ` +
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

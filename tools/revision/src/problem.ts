/** One fault of a revision, and its place. */
export interface Problem {
  /** The name inside the revision, or the caller's name for it: `appspec.yml`. */
  readonly file: string;
  /** The line of that file, from 1; absent for the whole file. */
  readonly line?: number;
  /** The thing, the rule, the received value, and the next step. */
  readonly message: string;
}

/**
 * A revision that CodeDeploy's agent could not deploy, or that no program should unpack: with all its faults at once.
 */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(shown).join('\n'));
  }
}

function shown({ file, line, message }: Problem): string {
  return line === undefined ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}

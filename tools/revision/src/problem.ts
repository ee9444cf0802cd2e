/** One thing that is wrong with a revision, and where. */
export interface Problem {
  /** As it is called inside the revision, or how its caller called it: `appspec.yml`. */
  readonly file: string;
  /** Of that file, from 1; not there if the whole file is meant. */
  readonly line?: number;
  /** The thing, the rule, what was received, what to do next. */
  readonly message: string;
}

/**
 * A revision that CodeDeploy's agent could not deploy, or that nobody should unpack: all that is wrong with it at
 * once.
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

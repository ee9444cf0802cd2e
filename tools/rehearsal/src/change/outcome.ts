/** The outcome for one app that the change touches. */
export interface ChangedApp {
  readonly app: string;
  /** `by its upstream` means that the JSON of the app is equal, but the outputs that it reads have changed. */
  readonly kind: 'changed' | 'new' | 'gone' | 'by its upstream';
  /** One sentence about the result, or the whole error. */
  readonly text: string;
  readonly ok: boolean;
}

/** The outcome of a rehearsal: of applying a change, and of the rollback. */
export interface Rehearsed {
  readonly environment: string;
  /** The commit of the base. */
  readonly base: string;
  /** The SHA-256 of the JSON of each app with the change, by its name: the outcome is about exactly this JSON. */
  readonly json: Readonly<Record<string, string>>;
  /** The origin of the deployed base: a snapshot, or a deploy. */
  readonly from: 'snapshot' | 'deploy';
  /** None if the change touches nothing of the environment. */
  readonly apps: readonly ChangedApp[];
  /** The duration of applying and checking the change, in milliseconds. */
  readonly milliseconds: number;
  /** Resources that the plan kept, but that have another id in AWS afterwards: `network: aws_vpc.main`. */
  readonly lost: readonly string[];
  /**
   * The rollback, by deploying the base again, also after a change that failed half-way. @default - undefined: there
   * was nothing to rehearse
   */
  readonly back?: Back;
}

export interface Back {
  /** One error for each app that could not be rolled back. */
  readonly errors: readonly string[];
  /** Resources that the base has again, but as new ones: their contents are lost. */
  readonly madeAnew: readonly string[];
}

/**
 * True if the change can be merged, as far as a rehearsal can show: it was applied, it converged, and nothing was lost.
 */
export const isWell = ({ apps, lost }: Rehearsed): boolean => lost.length === 0 && apps.every(({ ok }) => ok);

/** The outcome in one line, for a comment: `rehearsed: applied in 41 s, converged, rollback tried`. */
export function inOneLine(outcome: Rehearsed): string {
  const { apps, lost, back, milliseconds } = outcome;
  if (apps.length === 0) return 'nothing to rehearse: the change touches no app of the environment';
  const failed = apps.filter(({ ok }) => !ok).map(({ app }) => app);
  const way =
    back === undefined || back.errors.length > 0
      ? 'the rollback fails'
      : back.madeAnew.length > 0
        ? `the rollback creates ${counted(back.madeAnew.length, 'resource')} again`
        : 'rollback tried';
  if (failed.length > 0) return `rehearsed: FAILED in ${failed.join(', ')}, ${way}`;
  if (lost.length > 0) return `rehearsed: ${counted(lost.length, 'resource')} that the plan keeps did not stay, ${way}`;
  return `rehearsed: applied in ${Math.round(milliseconds / 1000)} s, converged, ${way}`;
}

/** The whole outcome, for a person. */
export function inWords(outcome: Rehearsed): string {
  const { apps, lost, back, base, environment, from } = outcome;
  const lines = [
    `${inOneLine(outcome)} (${environment}, from ${base.slice(0, 7)}, ${from === 'snapshot' ? 'from a snapshot' : 'deployed now'})`,
    ...apps.map(({ app, kind, ok, text }) => `  ${ok ? '✔' : '✖'} ${app} (${kind}): ${text}`),
  ];
  if (lost.length > 0) lines.push('Not kept, though the plan keeps them:', ...lost.map((one) => `  ${one}`));
  if (back && back.errors.length > 0) lines.push('The rollback fails:', ...back.errors.map((one) => `  ${one}`));
  if (back && back.madeAnew.length > 0) {
    lines.push('The rollback creates these again; their contents are lost:');
    lines.push(...back.madeAnew.map((one) => `  ${one}`));
  }
  return lines.join('\n');
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

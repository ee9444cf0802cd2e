/** How it went for one app that the change touches. */
export interface ChangedApp {
  readonly app: string;
  /** `by its upstream`: its JSON is the same, and what it reads has changed. */
  readonly kind: 'changed' | 'new' | 'gone' | 'by its upstream';
  /** One sentence of what was done, or the whole error. */
  readonly text: string;
  readonly ok: boolean;
}

/** What came of applying a change, and of going back. */
export interface Rehearsed {
  readonly environment: string;
  /** The commit where the change begins. */
  readonly base: string;
  /** The SHA-256 of the JSON of each app with the change, by its name: of what the outcome is. */
  readonly json: Readonly<Record<string, string>>;
  /** How the base came up: from a snapshot, or by a deploy. */
  readonly from: 'snapshot' | 'deploy';
  /** None if the change touches nothing of the environment. */
  readonly apps: readonly ChangedApp[];
  /** How long it took to apply the change and to check it, in milliseconds. */
  readonly milliseconds: number;
  /** Resources that the plan left where they were, and that AWS knows by another id afterwards: `network: aws_vpc.main`. */
  readonly lost: readonly string[];
  /** The way back, by deploying the base again, also after a change that failed half-way. @default - undefined: there was nothing to rehearse */
  readonly back?: Back;
}

export interface Back {
  /** One error for each app that could not be brought back. */
  readonly errors: readonly string[];
  /** What the base has again, but not as the same thing: what was in it is lost. */
  readonly madeAnew: readonly string[];
}

/** Whether the change can be merged, as far as a rehearsal tells: it was applied, it converged, and nothing was lost by the way. */
export const isWell = ({ apps, lost }: Rehearsed): boolean => lost.length === 0 && apps.every(({ ok }) => ok);

/** The outcome in one line, for a comment: `rehearsed: applied in 41 s, converged, way back tried`. */
export function inOneLine(outcome: Rehearsed): string {
  const { apps, lost, back, milliseconds } = outcome;
  if (apps.length === 0) return 'nothing to rehearse: the change touches no app of the environment';
  const failed = apps.filter(({ ok }) => !ok).map(({ app }) => app);
  const way =
    back === undefined || back.errors.length > 0
      ? 'the way back fails'
      : back.madeAnew.length > 0
        ? `the way back makes ${counted(back.madeAnew.length, 'resource')} anew`
        : 'way back tried';
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
  if (back && back.errors.length > 0) lines.push('The way back fails:', ...back.errors.map((one) => `  ${one}`));
  if (back && back.madeAnew.length > 0) {
    lines.push('The way back makes these anew; what was in them does not come back:');
    lines.push(...back.madeAnew.map((one) => `  ${one}`));
  }
  return lines.join('\n');
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

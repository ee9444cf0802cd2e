import { z } from 'zod';
import { placeOf, type ReviewedApp } from '../record/record';

const format = 1;
const schema = z.strictObject({
  format: z.literal(format),
  environment: z.string(),
  /** The commit at which the change begins. */
  base: z.string(),
  /** The SHA-256 of the synthesized JSON of each app that was applied, by its name. */
  json: z.record(z.string(), z.string()),
  /** True if the change was applied, converged, and lost nothing. */
  isWell: z.boolean(),
  /** `rehearsed: applied in 41 s, converged, rollback tried` */
  line: z.string(),
  /** The full text, in lines. */
  words: z.string(),
});

/** The outcome of a change that was applied on an embedded AWS (`npm run rehearse`), in the form for a review. */
export type Rehearsal = Omit<z.infer<typeof schema>, 'format'>;

/** Its file in the folder of a review. */
export const rehearsalFile = (environment: string): string => `rehearsed-${environment}.json`;
export const isRehearsalFile = (name: string): boolean => /^rehearsed-.*\.json$/.test(name);

export const writeRehearsal = (one: Rehearsal): string => `${JSON.stringify({ format, ...one }, null, 1)}\n`;

/** @throws if it is no rehearsal of this format */
export function parseRehearsal(text: string): Rehearsal {
  const { data, error } = schema.safeParse(JSON.parse(text));
  if (data) return data;
  throw new Error(
    `The outcome of a rehearsal is not of format ${format}:\n${z.prettifyError(error)}\nRehearse again: npm run rehearse -- --review <folder>.`,
  );
}

/** The line of a report about the rehearsal of an environment. */
export interface RehearsalLine {
  readonly environment: string;
  /** The result of the rehearsal, if it was of the planned code. */
  readonly state: 'well' | 'failed' | 'of other code' | 'none';
  readonly line: string;
  /** The full text of a failed one. */
  readonly words?: string;
}

/** An outcome counts only for exactly the planned JSON: one of other code is not shown, but mentioned. */
export function rehearsalLines(apps: readonly ReviewedApp[], rehearsals: readonly Rehearsal[]): RehearsalLine[] {
  const environments = [...new Set(apps.map(({ environment }) => environment))];
  return environments.map((environment): RehearsalLine => {
    const found = rehearsals.find((one) => one.environment === environment);
    if (!found) return { environment, state: 'none', line: 'not rehearsed' };
    const others = apps.filter(
      ({ app, environment: of, provenance }) => of === environment && found.json[app] !== provenance.json,
    );
    if (others.length > 0) {
      const line = `not rehearsed with the planned code: the rehearsal was of other code of ${others.map(placeOf).join(', ')}`;
      return { environment, state: 'of other code', line };
    }
    const line = `${found.line.replace(/^rehearsed: /, '')} (from a deploy of its base, ${found.base.slice(0, 7)})`;
    if (found.isWell) return { environment, state: 'well', line };
    return { environment, state: 'failed', line, words: found.words };
  });
}

import { refines, review, type Difference, type ReviewedApp } from '@malinshopper/review';
import { provenanceOf } from '../preview/provenance';
import { versionsOf } from '../preview/versions';
import { commitOf } from '../record/commit';
import type { App } from '../commands/app';
import { planJson } from '../commands/plan-json';

/** The review that a deploy is bound to. */
export interface Reviewed {
  readonly apps: readonly ReviewedApp[];
  /** Of the digests that stand for secrets in the record. */
  readonly key: string;
  /** SHA-256 of the record as it was read. */
  readonly digest: string;
  /** The next step if the review does not match. @default - to review again at a terminal */
  readonly next?: string;
}

/** The review of an app, or its source, which is read when the app is known to have changes. */
export type ReviewSource = Reviewed | ((app: App) => Promise<Reviewed>);

/**
 * Stops a deploy that would make other changes than the reviewed ones. No saved plan is applied: it compares the plan that was made right now, as
 * data (tools/review, `refines`).
 *
 * A deploy that did not end well has done a part of it: its state has changed, and the completed changes are not planned any more. If it was bound to
 * the same review, the rest of that may be done.
 * @param unfinished the digest of the review that such a deploy was bound to @default - the last one has ended well, or was bound to none
 * @throws with each difference: first those in the state of things since the review
 * @returns the digest of the review that the plan refines
 */
export async function assertReviewed(app: App, source: ReviewSource, unfinished?: string): Promise<string> {
  const { apps, key, digest, next = again } = typeof source === 'function' ? await source(app) : source;
  const { name, context, configuration } = app;
  const { environment, installation, root, session } = context;
  const [commit, versions, plan] = await Promise.all([
    commitOf(root),
    versionsOf(configuration, session.s3),
    planJson(app),
  ]);
  const programs = { terraform: installation.version, provider: configuration.providerVersion };
  const provenance = { ...provenanceOf(app, { environment, root, commit, versions }), versions: programs };
  const fresh = { app: name, environment: environment.name, provenance } as const;
  const [planned] = review([{ ...fresh, result: { kind: 'planned', plan, placeholders: [], possible: [] } }], { key });
  const goesOn = unfinished === digest;
  const differences = refines(apps, [planned!], { key }).filter(({ kind }) => !goesOn || !donePart.has(kind));
  if (differences.length === 0) return digest;
  throw new Error(
    `The plan of ${name} is not what was reviewed; nothing was touched:\n${differences.map(line).join('\n')}\n${next}`,
  );
}

/** The differences that a deploy which did not end well has made itself. */
const donePart: ReadonlySet<Difference['kind']> = new Set(['state', 'vanished']);
const again = 'Have it reviewed again, as it is now: npm run plan -- <environment> --review <folder>.';

const line = ({ kind, address, path = [], what }: Difference) =>
  `- ${kind}: ${[address, path.join('.')].filter(Boolean).join(', ')}${address ? ': ' : ''}${what}`;

import { refines, review, type Difference, type ReviewedApp } from '@malinshopper/review';
import { provenanceOf } from '../preview/provenance';
import { versionsOf } from '../preview/versions';
import { commitOf } from '../record/commit';
import { capture } from '../subprocess';
import type { App } from '../commands/app';

/** What a deploy is bound to. */
export interface Reviewed {
  readonly apps: readonly ReviewedApp[];
  /** Of the digests that stand for secrets in the record. */
  readonly key: string;
}

/**
 * Stops a deploy that would do anything else than what was reviewed. No saved plan is applied: what is compared is the plan that was made right
 * now, as data (tools/review, `refines`).
 * @throws with each difference: what has moved on since the review first
 */
export async function assertReviewed(app: App, { apps, key }: Reviewed): Promise<void> {
  const { name, context, configuration } = app;
  const { environment, installation, root, session } = context;
  const [commit, versions, plan] = await Promise.all([
    commitOf(root),
    versionsOf(configuration, session.s3),
    planOf(app),
  ]);
  const programs = { terraform: installation.version, provider: configuration.providerVersion };
  const provenance = { ...provenanceOf(app, { environment, root, commit, versions }), versions: programs };
  const fresh = { app: name, environment: environment.name, provenance } as const;
  const [planned] = review([{ ...fresh, result: { kind: 'planned', plan, placeholders: [], possible: [] } }], { key });
  const differences = refines(apps, [planned!], { key });
  if (differences.length === 0) return;
  throw new Error(
    `The plan of ${name} is not what was reviewed; nothing was touched:\n${differences.map(line).join('\n')}\n` +
      'Have it reviewed again, as it is now: npm run plan -- <environment> --review <folder>.',
  );
}

const line = ({ kind, address, path = [], what }: Difference) =>
  `- ${kind}: ${[address, path.join('.')].filter(Boolean).join(', ')}${address ? ': ' : ''}${what}`;

async function planOf({ name, context, folder }: App): Promise<unknown> {
  const { installation, env } = context;
  const shown = await capture(installation.program, ['show', '-json', folder.plan], { cwd: folder.path, env });
  if (shown.code === 0) return JSON.parse(shown.stdout) as unknown;
  throw new Error(
    `The plan of ${name} cannot be read, so that it cannot be compared with the review: ${shown.stderr.trim()}`,
  );
}

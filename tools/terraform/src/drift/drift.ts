import { basename } from 'node:path';
import { environment as environmentNamed } from '@malinshopper/environments';
import { placesOf, shownDrift, type Places } from '@malinshopper/review';
import { appRoots, locate, repositoryRoot } from '@malinshopper/synth';
import { openSession } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { openApp, type App } from '../commands/app';
import { openContext, type ContextOptions } from '../commands/context';
import { prepare } from '../commands/deploy-app';
import { accountKey } from '../review/account-key';
import { NotesReporter } from '../progress/reporter';
import { exists } from '../state/objects';
import { synthesize, type Synthesized } from '../synth';
import { judge, type Judged } from './judge';
import { borrowedParts } from './borrowed-parts';
import { refreshed } from './refreshed';
import { driftedResources, type DriftReport } from './report';

export interface DriftOptions extends ContextOptions {
  /** The roots of the apps, such as `apps/network`. @default - all of the repository */
  readonly projects?: readonly string[];
  /**
   * The key of the digests that replace secrets. @default - the key of the account, which the roles for reviews can use
   */
  readonly key?: string;
  /** @default - now */
  readonly now?: Date;
  /** Called for each app that is compared. @default - nothing is called */
  readonly onReport?: (report: DriftReport) => void;
}

/**
 * Compares the apps of an environment with AWS. Nothing is changed.
 * @param nameOrRef an environment's name, or a branch's git ref
 * @throws if the name is unknown, an app cannot be synthesized, or AWS cannot be read
 */
export async function drift(nameOrRef: string, options: DriftOptions = {}): Promise<DriftReport[]> {
  const environment = environmentNamed(nameOrRef);
  const { root = repositoryRoot, variables, target = chosenTarget(variables), projects = appRoots(root) } = options;
  const [synthesized, session, lines] = await Promise.all([
    synthesize(environment.ref, projects, { root }),
    options.session ?? openSession(target, environment),
    locate(environment.ref, projects, { root }),
  ]);
  const context = await openContext(environment, { ...options, root, target, session });
  const key = options.key ?? (await accountKey(session));
  const compared = projects.map(async (project): Promise<DriftReport> => {
    const one = synthesized.get(basename(project))!;
    const { app, owner, state } = one.configuration;
    const at = (options.now ?? new Date()).toISOString();
    const isDeployed = await exists(session.s3, state);
    const report = { owner, app, at, isDeployed };
    const found = isDeployed
      ? await comparedWith(context, one, placesOf(one.json, inApps(lines)), key, at.slice(0, 10))
      : { drifted: [], expected: [] };
    options.onReport?.({ ...report, ...found });
    return { ...report, ...found };
  });
  return Promise.all(compared);
}

/**
 * Sorts the source lines in apps before lines in libraries, because many resources share the constructs of a library.
 */
const inApps = (lines: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(
    Object.entries(lines).map(([path, all]) => [
      path,
      [...all].sort((a, b) => Number(isOfApp(b)) - Number(isOfApp(a))),
    ]),
  );
const isOfApp = (line: string) => line.startsWith('apps/');

async function comparedWith(
  context: Awaited<ReturnType<typeof openContext>>,
  synthesized: Synthesized,
  places: Places,
  key: string,
  today: string,
): Promise<Pick<DriftReport, 'drifted' | 'expected'>> {
  const app = await openApp(context, synthesized, new NotesReporter(), 'drift');
  try {
    await prepare(app, { writes: false });
    const found = await refreshed(app);
    const judged = await judgedWithBorrowers(app, found, today);
    const shown = shownDrift(found.plan, { key, names: [app.name, context.environment.name] });
    return { drifted: driftedResources(judged, shown, places), expected: judged.expected };
  } finally {
    app.release();
  }
}

/** Environments that share parts of this one may add to them: their states are read only if a difference has no other explanation. */
async function judgedWithBorrowers(
  { context: { session }, configuration: { state } }: App,
  found: Awaited<ReturnType<typeof refreshed>>,
  today: string,
): Promise<Judged> {
  const first = judge(found, { today });
  if (first.drifted.every(({ additions }) => Object.keys(additions).length === 0)) return first;
  return judge(found, { today, others: await borrowedParts(session, state) });
}

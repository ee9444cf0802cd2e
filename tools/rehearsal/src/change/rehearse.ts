import { environment as environmentNamed, type Environment } from '@malinshopper/environments';
import {
  chosenTarget,
  deployEnvironment,
  destroyEnvironment,
  openSession,
  type AppResult,
  type EnvironmentRunOptions,
} from '@malinshopper/terraform';
import { baseOf, checkout } from '@malinshopper/affected';
import { closeWorld } from '../world';
import { bringUp, forget } from './base';
import type { Back, ChangedApp, Rehearsed } from './outcome';
import type { RehearseOptions } from './options';
import { replacing } from './replacing';
import { changedBetween, deployedBy, idsOf, notKept, sideAt, type Side } from './side';

/**
 * Deploys the base on a separate embedded AWS, applies the change to it, checks that all resources that had to stay
 * did, and deploys the base again. The embedded AWS is ended at the end.
 * @param nameOrRef a permanent environment
 * @throws Error if the base cannot be loaded or deployed, or for a branch's environment: the base does not have it
 */
export async function rehearse(nameOrRef: string, options: RehearseOptions): Promise<Rehearsed> {
  const environment = environmentNamed(nameOrRef);
  if (environment.kind === 'branch') {
    throw new Error(
      `${environment.ref} is a branch, and its environment has no base to begin from. Rehearse the change in a permanent environment: ` +
        'testing, staging or production.',
    );
  }
  const { root } = options;
  const base = await baseOf(options.base, root);
  const folder = await checkout(base, root);
  const [before, after] = await Promise.all([sideAt(folder, environment), sideAt(root, environment)]);
  return between(before, after, environment, { ...options, commit: base });
}

/**
 * Rehearses a change between two sides that are already synthesized.
 * @param options the options, with the commit of the base
 */
export async function between(
  before: Side,
  after: Side,
  environment: Environment,
  options: Omit<RehearseOptions, 'base' | 'root'> & { readonly commit: string },
): Promise<Rehearsed> {
  const { changed, made, gone } = changedBetween(before, after);
  const json = Object.fromEntries(deployedBy(after).map((one) => [one.app, one.json]));
  const common = { environment: environment.name, base: options.commit, json };
  if (changed.length + made.length + gone.length === 0) {
    return { ...common, from: 'snapshot', apps: [], milliseconds: 0, lost: [] };
  }
  try {
    const from = await bringUp(before, environment, options);
    return { ...common, from, ...(await thereAndBack(before, after, environment, options)) };
  } finally {
    await closeWorld();
    for (const side of [before, after]) forget(side);
  }
}

type Applying = Omit<RehearseOptions, 'base' | 'root'>;

async function thereAndBack(
  before: Side,
  after: Side,
  environment: Environment,
  options: Applying,
): Promise<Pick<Rehearsed, 'apps' | 'milliseconds' | 'lost' | 'back'>> {
  const { changed, made, gone } = changedBetween(before, after);
  const session = await openSession(chosenTarget(), environment);
  const old = await idsOf(session, before);
  forget(after);
  options.say(`Applying the change to ${[...changed, ...made, ...gone].join(', ')} ...`);
  const begun = Date.now();
  const replaced = new Set<string>();
  const { apps, ok } = await deployEnvironment(environment.ref, {
    ...runOf(after, options, replaced),
    ...(options.recreate && { recreate: options.recreate }),
  });
  const destroyed = ok ? await destroyGone(gone, before, environment, options.reporter) : [];
  const milliseconds = Date.now() - begun;
  const touched = apps.filter(
    ({ app, outcome, phases }) =>
      changed.includes(app) ||
      made.includes(app) ||
      outcome !== 'done' ||
      phases.some(({ phase }) => phase === 'apply'),
  );
  const kindOf = (app: string) => (made.includes(app) ? 'new' : changed.includes(app) ? 'changed' : 'by its upstream');
  const all: ChangedApp[] = [...touched.map((one) => changedApp(one, kindOf(one.app))), ...destroyed];
  const lost = notKept(old, await idsOf(session, after), replaced);
  options.say('Rolling back to the base ...');
  return { apps: all, milliseconds, lost, back: await goBack(before, environment, options, { session, old }) };
}

/** Each app is planned a second time when it is deployed, and fails if the second plan has changes. */
const runOf = (side: Side, { reporter }: Applying, replaced: Set<string>) =>
  ({
    root: side.root,
    projects: side.projects,
    synthesized: side.stacks,
    verified: true,
    reporter: async (apps) => replacing(await reporter(apps), (key) => replaced.add(key)),
  }) satisfies EnvironmentRunOptions & { verified: boolean };

const changedApp = ({ app, outcome, text, error }: AppResult, kind: ChangedApp['kind']): ChangedApp => ({
  app,
  kind,
  ok: outcome === 'done',
  text: error ?? text,
});

/**
 * Destroys the apps that the change removes from the repository, with the code of the base, as `npm run affected --
 * gone --destroy` does.
 */
export async function destroyGone(
  gone: readonly string[],
  { root }: Side,
  environment: Environment,
  reporter: RehearseOptions['reporter'],
) {
  if (gone.length === 0) return [];
  const projects = gone.map((app) => `apps/${app}`);
  const { apps } = await destroyEnvironment(environment.ref, { root, projects, reporter });
  return apps.map((one) => changedApp(one, 'gone'));
}

async function goBack(
  before: Side,
  environment: Environment,
  options: Applying,
  { session, old }: { readonly session: Parameters<typeof idsOf>[0]; readonly old: ReadonlyMap<string, string> },
): Promise<Back> {
  const { apps } = await deployEnvironment(environment.ref, runOf(before, options, new Set()));
  const again = await idsOf(session, before);
  return {
    errors: apps.flatMap(({ app, error }) => (error === undefined ? [] : [`${app}: ${error}`])),
    madeAnew: [...old].filter(([key, id]) => again.get(key) !== id).map(([key]) => key),
  };
}

import type { Environment } from '@malinshopper/environments';
import { NotesReporter } from '../progress/reporter';
import { synthesizeOne, type Synthesized } from '../synth';
import { repositoryRoot, type SynthOptions } from '@malinshopper/synth';
import { openSession, type Session } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { openApp, type App } from './app';
import { openContext, type ContextOptions } from './context';

/** A synthesized app with an open session, before Terraform is looked for and its work folder is taken. */
export interface Candidate {
  readonly synthesized: Synthesized;
  readonly session: Session;
  readonly root: string;
}

/** Synthesizes an app and opens the access to its account, at the same time. */
export async function candidate(
  project: string,
  environment: Environment,
  options: ContextOptions & SynthOptions,
): Promise<Candidate> {
  const { root = repositoryRoot, variables, target = chosenTarget(variables) } = options;
  const [synthesized, session] = await Promise.all([
    synthesizeOne(environment.ref, project, options),
    options.session ?? openSession(target, environment),
  ]);
  return { synthesized, session, root };
}

/**
 * Does something with one app in its work folder, which is held until the end. Until the caller opens another view, only notes and errors are shown.
 */
export async function withApp<T>(
  what: string,
  { synthesized, session }: Candidate,
  environment: Environment,
  options: ContextOptions,
  work: (app: App) => Promise<T>,
): Promise<T> {
  const context = await openContext(environment, { ...options, session });
  const app = await openApp(context, synthesized, new NotesReporter(), what);
  try {
    return await work(app);
  } finally {
    app.release();
  }
}

import type { Environment } from '@malinshopper/environments';
import { NotesReporter } from '../progress/reporter';
import { synthesizeOne } from '../synth';
import { type SynthOptions } from '@malinshopper/synth';
import { openApp, type App } from './app';
import { openContext, type ContextOptions } from './context';

/**
 * Does something with one app: its synthesis and the access to AWS are made at the same time, its work folder is ours until
 * the end. Until the caller shows more, only what a person has to read is shown.
 */
export async function withApp<T>(
  what: string,
  project: string,
  environment: Environment,
  options: ContextOptions & SynthOptions,
  work: (app: App) => Promise<T>,
): Promise<T> {
  const [synthesized, context] = await Promise.all([
    synthesizeOne(environment.ref, project, options),
    openContext(environment, options),
  ]);
  const app = await openApp(context, synthesized, new NotesReporter(), what);
  try {
    return await work(app);
  } finally {
    app.release();
  }
}

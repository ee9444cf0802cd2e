import { environment } from '@malinshopper/environments';
import type { App } from '../commands/app';
import { check } from '../commands/checks';
import {
  accountApp,
  assertUnprotected,
  destroyApp,
  hasResources,
  liftProtection,
  takeOverFirst,
  unprotectedReason,
} from '../commands/destroy-app';
import { initialize } from '../commands/terraform';
import { cutOffOf } from '../adoption/take-over';
import { recorded } from '../record/recorded';
import { targetFolder, workFolder } from '../work/folder';
import { assertNotNeeded } from '../state/borrowers';
import { exists } from '../state/objects';
import { chosenTarget } from '../aws-target/target';
import { among, reversed } from './app-graph';
import { runEnvironment } from './environment-run';
import type { EnvironmentRunOptions } from './options';
import type { EnvironmentResult } from './result';

const cutOffIn = ({ context, configuration, folder }: App) => cutOffOf(context.session, configuration.state, folder);

const nothingThere = 'nothing to destroy';

/**
 * Destroys every app of an environment except that of the account, in the reverse order of their dependencies. On the embedded AWS a protected
 * environment is first deployed without its protection, all apps side by side.
 * @throws before anything is touched: if it is protected in the real AWS, still lends something to another environment, or has a state that the
 * caller may not read
 */
export async function destroyEnvironment(
  nameOrRef: string,
  options: EnvironmentRunOptions = {},
): Promise<EnvironmentResult> {
  const target = options.target ?? chosenTarget(options.variables);
  assertUnprotected(environment(nameOrRef), target.kind);
  return runEnvironment(
    nameOrRef,
    {
      operation: 'destroy',
      order: (apps) => reversed(among(apps, ({ name }) => name !== accountApp)),
      unprotected: (of) => unprotectedReason(of, target.kind),
      allowed: (session, _environment, apps) =>
        assertNotNeeded(
          session,
          apps.map(({ configuration }) => configuration.state),
        ),
      settled: async (session, { configuration: { state } }, root) => {
        const folder = workFolder(targetFolder(target), state.key, root);
        return (await cutOffOf(session, state, folder)) || (await exists(session.s3, state)) ? undefined : nothingThere;
      },
      ahead: async (app) => {
        const cutOff = await cutOffIn(app);
        if (!cutOff && !(await hasResources(app))) return;
        app.reporter.phase(app.name, 'checks');
        await check(app);
        app.reporter.phase(app.name, 'init');
        await initialize(app);
        await takeOverFirst(app, cutOff);
        await liftProtection(app);
      },
      turn: async (app) =>
        (await cutOffIn(app)) || (await exists(app.context.session.s3, app.configuration.state))
          ? recorded(app, 'destroy', () => destroyApp(app))
          : nothingThere,
    },
    { ...options, target },
  );
}

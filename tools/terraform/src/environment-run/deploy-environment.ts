import type { DeployOptions } from '../commands/commands';
import { checked, recordedDeploy } from '../commands/deploy-app';
import { initialize } from '../commands/terraform';
import { canLetGo } from '../outgoing/readers';
import { changedSince } from '../record/changed-since';
import { unchangedText } from '../record/deployment-record';
import { Records } from '../record/records';
import { ensureStateBucket } from '../state/bucket';
import { assertUpstreams } from '../state/upstreams';
import type { Configuration } from '../configuration';
import { runEnvironment } from './environment-run';
import type { EnvironmentRunOptions } from './options';
import type { EnvironmentResult } from './result';

/**
 * Deploys every app of an environment, in the order of their contracts.
 * @param nameOrRef an environment's name, or a branch's git ref
 */
export function deployEnvironment(
  nameOrRef: string,
  options: EnvironmentRunOptions & Pick<DeployOptions, 'refresh' | 'recreate' | 'verified' | 'reviewed'> = {},
): Promise<EnvironmentResult> {
  const begun = new Set<string>();
  return runEnvironment(
    nameOrRef,
    {
      operation: 'deploy',
      order: (apps) => [...apps],
      unprotected: () => undefined,
      // The states that others lend must exist before anything is made; those of this environment are made in their turn.
      allowed: async (session, environment, apps, toDo) => {
        const own = new Set(apps.map(({ configuration }) => configuration.state.key));
        await Promise.all(
          toDo.map(({ configuration }) => assertUpstreams(session, onlyForeign(configuration, own), environment)),
        );
      },
      settled: async (session, app, root) => {
        const compared = options.refresh ? undefined : await changedSince(session, app, root);
        return compared?.state === 'unchanged' ? unchangedText(compared.record) : undefined;
      },
      ahead: async (app) => {
        app.reporter.phase(app.name, 'init');
        await ensureStateBucket(app.context.session, app.configuration.state);
        await initialize(app);
      },
      turn: async (app, { assertHeld }) => {
        await checked(app, { pushesState: true });
        // A second turn only deletes what the first one has kept, and the states have changed by then.
        const isFirst = !begun.has(app.name);
        begun.add(app.name);
        const reviewed = isFirst ? options.reviewed : undefined;
        return recordedDeploy(app, { ...options, reviewed, followsUp: !isFirst, beforeApply: assertHeld });
      },
      // Resources that an app has replaced can be deleted once their users use the new ones.
      again: (session, { configuration }) => canLetGo(new Records(session.s3), configuration.state),
    },
    options,
  );
}

function onlyForeign(configuration: Configuration, own: ReadonlySet<string>): Configuration {
  const upstreams = Object.entries(configuration.upstreams).filter(([, { key }]) => !own.has(key));
  return { ...configuration, upstreams: Object.fromEntries(upstreams) };
}

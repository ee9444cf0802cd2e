import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { deployEnvironment } from '../../environment-run/deploy-environment';
import { chosenTarget } from '../../aws-target/target';
import { localAws } from '../../testing/local-aws';
import { SmallRepository, type SmallApp } from '../../testing/small-repository';
import { Watching } from '../../testing/watching';
import type { AppPlan } from '../app-plan';
import { planEnvironment } from '../plan-environment';
import { isReplacement, readPlan } from '../plan-json';

type Actions = Readonly<Record<string, string>>;

/** The planned action for each resource of the app itself; otherwise `unchanged`, or the reason of the failure. */
export function actionsOf({ planned: { result } }: AppPlan): Actions | string {
  if (result.kind !== 'planned') return result.kind === 'failed' ? result.error : result.kind;
  const changes = readPlan(result.plan).resource_changes.filter(
    ({ address, mode, change }) =>
      mode === 'managed' && !result.placeholders.includes(address) && change.actions.join() !== 'no-op',
  );
  return Object.fromEntries(
    changes.map((one) => [one.address, isReplacement(one) ? 'replace' : one.change.actions.join()]),
  );
}

/** A small repository and an embedded AWS of its own, with its environment `testing` planned and deployed there. */
export class ChainWorld {
  readonly environment = environment('testing');
  readonly root: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly options;
  private readonly repository = new SmallRepository();

  constructor(port: string) {
    this.variables = { ...process.env, EMBEDDED_AWS: 'on', EMBEDDED_AWS_PORT: port };
    this.root = this.repository.root;
    this.options = { root: this.root, variables: this.variables, target: chosenTarget(this.variables) };
  }

  start(): void {
    localAws('start', this.variables);
  }

  stop(): void {
    localAws('stop', this.variables);
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Writes new versions of apps, as a commit. */
  change(apps: Readonly<Record<string, SmallApp>>): void {
    for (const [name, app] of Object.entries(apps)) this.repository.app(name, app);
    this.repository.commit();
  }

  async planned(): Promise<Map<string, AppPlan>> {
    const plans = await planEnvironment(this.environment.ref, this.options);
    return new Map(plans.map((one) => [one.planned.app, one]));
  }

  /**
   * Plans, applies, and compares the changes. Only a change that was reported as possible may be missing, and no
   * further change may occur.
   */
  async comparedWithApply(): Promise<Map<string, AppPlan>> {
    const plans = await this.planned();
    const real = await this.applied();
    for (const [app, plan] of plans) {
      const actions = actionsOf(plan);
      const did = real.get(app) ?? {};
      expect([app, actions]).not.toEqual([app, expect.stringContaining(' ')]);
      const expected = typeof actions === 'string' ? {} : actions;
      const possible = plan.details?.possible.map(({ address }) => address) ?? [];
      const came = Object.fromEntries(possible.map((one) => [one, did[one]]));
      for (const action of Object.entries(came))
        expect([
          [action[0], undefined],
          [action[0], expected[action[0]]],
        ]).toContainEqual(action);
      expect({ app, ...did }).toEqual({ app, ...expected, ...came });
    }
    return plans;
  }

  /** The files that plans and previews have left. */
  left(): string[] {
    const files = readdirSync(join(this.root, '.work'), { recursive: true, encoding: 'utf8' });
    return files.filter((file) => /preview|tfplan$/.test(file));
  }

  /** The actions that a deploy really took in each app. */
  private async applied(): Promise<Map<string, Actions>> {
    const done = new Map<string, Record<string, string>>();
    const watching = new Watching({
      event: (app, event) => {
        if (event.kind === 'planned') done.set(app, { ...done.get(app), [event.address]: event.action });
      },
    });
    const { apps } = await deployEnvironment(this.environment.ref, { ...this.options, reporter: async () => watching });
    expect(apps.flatMap(({ error }) => error ?? [])).toEqual([]);
    return done;
  }
}

import type { Environment } from '@malinshopper/environments';
import { openApp, type App } from '../commands/app';
import { openContext, type ContextOptions } from '../commands/context';
import { prepare } from '../commands/deploy-app';
import type { AppNode } from '../environment-run/app-graph';
import { found } from '../environment-run/found';
import { lazy } from '../environment-run/promises';
import { keepOutgoing } from '../outgoing/outgoing';
import type { Reporter } from '../progress/reporter';
import { changedSince } from '../record/changed-since';
import { commitOf } from '../record/commit';
import { outputsRead } from '../record/outputs-read';
import { Records } from '../record/records';
import { assertUpstreams } from '../state/upstreams';
import type { Synthesized } from '../synth';
import type { Session } from '../aws-target/session';
import { outputsThatChange } from './certain-outputs';
import { detailsOf, type AppPlan } from './app-plan';
import { isNothing } from './counts';
import type { Provenance } from '@malinshopper/review';
import { plannedOutputs } from './planned-outputs';
import { previewOf, type PlannedUpstream, type Preview } from './preview';
import { idOf, provenanceOf } from './provenance';
import { runWholePlan } from './run-plan';
import { assertUnmoved, versionsOf, type Versions } from './versions';

interface Parts {
  readonly environment: Environment;
  readonly options: ContextOptions & { readonly drifted?: ReadonlySet<string> };
  readonly root: string;
  readonly session: Session;
  readonly synthesized: ReadonlyMap<string, Synthesized>;
  readonly reporter: Reporter;
}

/** An app during its plan, with known values of the apps upstream. */
export interface Opened {
  readonly app: App;
  /** Undefined if nothing that it reads changes. */
  readonly preview: Preview | undefined;
}

/** The plans of the apps of an environment. An app is planned after the apps that it reads. */
export class Plans {
  private readonly changing = new Map<string, PlannedUpstream>();
  private readonly done = new Map<string, AppPlan>();
  private readonly records: Records;
  private readonly context = lazy(() =>
    openContext(this.parts.environment, { ...this.parts.options, session: this.parts.session }),
  );
  private readonly commit = lazy(() => commitOf(this.parts.root));
  private readonly appOf: ReadonlyMap<string, string>;

  constructor(private readonly parts: Parts) {
    this.records = new Records(parts.session.s3);
    this.appOf = new Map([...parts.synthesized].map(([name, { configuration }]) => [configuration.state.key, name]));
  }

  /** Plans an app, unless it has no changes by its record, and nothing changes that it reads. A failure is a result too. */
  async plan({ name }: Pick<AppNode, 'name'>): Promise<AppPlan> {
    const done = await this.unchangedOrPlanned(found(this.parts.synthesized, name));
    this.done.set(name, done);
    return done;
  }

  /** The reason why an app is planned, in words; undefined if it is left alone. */
  async because(name: string): Promise<string | undefined> {
    const { session, root } = this.parts;
    const synthesized = found(this.parts.synthesized, name);
    // Its record contains only the changes of deploys.
    if (this.parts.options.drifted?.has(placeIn(synthesized))) return 'it has drifted';
    const decision = await changedSince(session, synthesized, root, this.records);
    if (decision.state !== 'unchanged') return decision.because;
    const read = outputsRead(synthesized.json, synthesized.configuration);
    const moved = Object.values(synthesized.configuration.upstreams).filter(({ key }) => {
      const upstream = this.changing.get(key);
      if (!upstream) return false;
      const isMoved = (name: string) => upstream.outputs.get(name)?.changes !== false;
      // A state that is read as a whole counts with all its outputs.
      const names = [...(read.get(key) ?? [])].flatMap((name) =>
        name === '*' ? [...upstream.outputs.keys()] : [name],
      );
      return !upstream.isDeployed || names.some(isMoved);
    });
    return moved.length > 0 ? `outputs of ${moved.map(idOf).join(', ')} change, which it reads` : undefined;
  }

  /**
   * Opens an app for its plan, and closes it when the work ends.
   * @throws if a state that it reads does not exist, and is not planned either
   */
  async opened<T>(name: string, work: (opened: Opened) => Promise<T>): Promise<T> {
    const { environment, session, reporter } = this.parts;
    const synthesized = found(this.parts.synthesized, name);
    const { configuration } = synthesized;
    const planned = new Map(
      Object.entries(configuration.upstreams).flatMap(([source, { key }]) => {
        const upstream = this.changing.get(key);
        return upstream ? [[source, upstream] as const] : [];
      }),
    );
    const preview = previewOf(synthesized, planned);
    const read = Object.entries(configuration.upstreams).filter(([source]) => !preview?.unread.includes(source));
    await assertUpstreams(session, { ...configuration, upstreams: Object.fromEntries(read) }, environment);
    const app = await openApp(await this.context(), synthesized, reporter, 'plan');
    try {
      await prepare(app, { writes: false, upstreams: false });
      await keepOutgoing(app);
      return await work({ app, preview });
    } finally {
      app.release();
    }
  }

  private async unchangedOrPlanned(synthesized: Synthesized): Promise<AppPlan> {
    const { json } = synthesized;
    const { app, state } = synthesized.configuration;
    const of = { app, environment: this.parts.environment.name };
    let provenance: Provenance = await this.provenance(synthesized, new Map());
    try {
      const failed = this.upstreamsOf(app).filter((one) => this.done.get(one)?.planned.result.kind === 'failed');
      if (failed.length > 0) throw new Error(`${app} was not planned, because ${failed.join(' and ')} could not be.`);
      const versions = await versionsOf(synthesized.configuration, this.parts.session.s3, this.records);
      provenance = await this.provenance(synthesized, versions);
      if ((await this.because(app)) === undefined) {
        const { at: since, commit, versions: programs } = (await this.records.of(state))!;
        const result = { kind: 'unchanged', since, commit: commit?.id ?? '' } as const;
        return { json, planned: { ...of, provenance: { ...provenance, versions: programs }, result } };
      }
      const { program, ...ran } = await this.planned(synthesized);
      await assertUnmoved(synthesized.configuration, this.parts.session.s3, versions);
      if (!isNothing(ran.details.counts)) {
        const isDeployed = versions.get(state.key) !== undefined;
        const possible = new Set(ran.details.possible.map(({ address }) => address));
        const outputs = plannedOutputs(ran.result.plan, outputsThatChange(ran.result.plan, possible, json));
        this.changing.set(state.key, { outputs, isDeployed });
      }
      const programs = { terraform: program, provider: synthesized.configuration.providerVersion };
      provenance = { ...provenance, versions: programs };
      const record = await this.records.of(state);
      return { json, record, planned: { ...of, provenance, result: ran.result }, details: ran.details };
    } catch (error) {
      return { json, planned: { ...of, provenance, result: { kind: 'failed', error: messageOf(error) } } };
    }
  }

  private async planned({ configuration: { app: name } }: Synthesized) {
    return this.opened(name, async ({ app, preview }) => {
      const { plan, text, ...ran } = await runWholePlan(app, preview);
      const details = detailsOf(plan, text, ran.preview);
      const { possible, placeholders } = details;
      const result = { kind: 'planned', plan, placeholders: [...placeholders.keys()], possible } as const;
      return { result, details, program: app.context.installation.version };
    });
  }

  /** The apps of this run that an app reads. */
  private upstreamsOf(name: string): string[] {
    const { upstreams } = found(this.parts.synthesized, name).configuration;
    return Object.values(upstreams).flatMap(({ key }) => this.appOf.get(key) ?? []);
  }

  private async provenance(synthesized: Synthesized, versions: Versions): Promise<Provenance> {
    const commit = await this.commit();
    return provenanceOf(synthesized, { ...this.parts, commit, versions, isChanging: (key) => this.changing.has(key) });
  }
}

const placeIn = ({ configuration: { owner, app } }: Synthesized) => `${owner}/${app}`;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

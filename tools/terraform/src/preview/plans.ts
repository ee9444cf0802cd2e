import type { Environment } from '@malinshopper/environments';
import { openApp, type App } from '../commands/app';
import { openContext, type ContextOptions } from '../commands/context';
import { prepare } from '../commands/deploy-app';
import type { StateLocation } from '../configuration';
import type { AppNode } from '../environment-run/app-graph';
import { found } from '../environment-run/found';
import { lazy } from '../environment-run/promises';
import { keepOutgoing } from '../outgoing/outgoing';
import type { Reporter } from '../progress/reporter';
import { changedSince } from '../record/changed-since';
import { commitOf } from '../record/commit';
import { outputsRead } from '../record/outputs-read';
import { Records } from '../record/records';
import { sourcesOf } from '../record/sources';
import { stateFacts, type StateFacts } from '../record/states';
import { assertUpstreams } from '../state/upstreams';
import type { Synthesized } from '../synth';
import type { Session } from '../target/session';
import { possibleChanges, type Possible } from './certainty';
import { countsOf, isNothing, type PlanCounts } from './counts';
import type { PlannedApp, Provenance, StateVersion } from './planned-app';
import { plannedOutputs } from './planned-outputs';
import { previewOf, type PlannedUpstream, type Preview } from './preview';
import { runPlan } from './run-plan';

/** How the plan of an app went. */
export interface AppPlan {
  readonly planned: PlannedApp;
  /** Undefined where it was not planned, or that failed. */
  readonly details?: {
    readonly counts: PlanCounts;
    readonly possible: readonly Possible[];
    /** What each placeholder stands for: `network: vpcId`. */
    readonly placeholders: ReadonlyMap<string, string>;
    /** Terraform's own words, with the placeholders. */
    readonly text: string;
  };
}

interface Parts {
  readonly environment: Environment;
  readonly options: ContextOptions;
  readonly root: string;
  readonly session: Session;
  readonly synthesized: ReadonlyMap<string, Synthesized>;
  readonly reporter: Reporter;
}

/** An app on which what is upstream of it is known, in the midst of its plan. */
export interface Opened {
  readonly app: App;
  /** Undefined where nothing that it reads changes. */
  readonly preview: Preview | undefined;
}

/** The plans of the apps of an environment, each made when those are there that it reads. */
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

  /** Plans an app, unless nothing of it has changed by its record, and nothing changes that it reads. What fails is an answer too. */
  async plan({ name }: Pick<AppNode, 'name'>): Promise<AppPlan> {
    const synthesized = found(this.parts.synthesized, name);
    const of = { app: name, environment: this.parts.environment.name };
    const failed = (provenance: Provenance, error: unknown): AppPlan => ({
      planned: { ...of, provenance, result: { kind: 'failed', error: messageOf(error) } },
    });
    const plan = async () => {
      const facts = await this.facts(synthesized);
      const provenance = await this.provenance(name, facts);
      return this.unchangedOrPlanned(synthesized, { ...of, provenance }, facts).catch((error: unknown) =>
        failed(provenance, error),
      );
    };
    const done = await plan().catch(async (error: unknown) => failed(await this.provenance(name), error));
    this.done.set(name, done);
    return done;
  }

  /** Why an app is not left alone, in words; undefined if it is. */
  async because(name: string): Promise<string | undefined> {
    const { session, root } = this.parts;
    const synthesized = found(this.parts.synthesized, name);
    const decision = await changedSince(session, synthesized, root, this.records);
    if (decision.state !== 'unchanged') return decision.because;
    const read = outputsRead(synthesized.json, synthesized.configuration);
    const moved = Object.values(synthesized.configuration.upstreams).filter(({ key }) => {
      const upstream = this.changing.get(key);
      if (!upstream) return false;
      const isMoved = (name: string) => upstream.outputs.get(name)?.changes !== false;
      // A state that is read whole counts with all its outputs.
      const names = [...(read.get(key) ?? [])].flatMap((name) =>
        name === '*' ? [...upstream.outputs.keys()] : [name],
      );
      return !upstream.isDeployed || names.some(isMoved);
    });
    return moved.length > 0 ? `what it reads of ${moved.map(idOf).join(', ')} changes` : undefined;
  }

  /**
   * Opens an app for its plan, and closes it when the work ends.
   * @throws if what it reads is not there and is not planned either
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

  private async unchangedOrPlanned(
    { configuration: { app: name, state } }: Synthesized,
    of: Pick<PlannedApp, 'app' | 'environment' | 'provenance'>,
    facts: ReadonlyMap<string, StateFacts | undefined>,
  ): Promise<AppPlan> {
    const failed = this.upstreamsOf(name).filter((one) => this.done.get(one)?.planned.result.kind === 'failed');
    if (failed.length > 0) throw new Error(`${name} was not planned, because ${failed.join(' and ')} could not be.`);
    if ((await this.because(name)) === undefined) {
      const { at: since, commit } = (await this.records.of(state))!;
      return { planned: { ...of, result: { kind: 'unchanged', since, commit: commit?.id ?? '' } } };
    }
    const { preview, plan, text } = await this.opened(name, async ({ app, preview: one }) => ({
      preview: one,
      ...(await runPlan(app, one)),
    }));
    await this.assertUnmoved(name, facts);
    const placeholders = preview?.placeholders ?? new Map<string, string>();
    const addresses = [...placeholders.keys()];
    const counts = countsOf(plan, addresses);
    if (!isNothing(counts)) {
      this.changing.set(state.key, { outputs: plannedOutputs(plan), isDeployed: facts.get(state.key) !== undefined });
    }
    const possible = possibleChanges(plan, addresses, preview?.locals);
    return {
      planned: { ...of, result: { kind: 'planned', plan, placeholders: addresses } },
      details: { counts, possible, placeholders, text },
    };
  }

  /** A plan is of the states as they were when it began, or it is none. */
  private async assertUnmoved(name: string, before: ReadonlyMap<string, StateFacts | undefined>): Promise<void> {
    const now = await this.facts(found(this.parts.synthesized, name));
    const moved = [...now].filter(([key, facts]) => facts?.etag !== before.get(key)?.etag).map(([key]) => key);
    if (moved.length === 0) return;
    throw new Error(`${moved.join(', ')} was written while ${name} was planned: plan again when that deploy is done.`);
  }

  /** The apps of this run that an app reads. */
  private upstreamsOf(name: string): string[] {
    const { upstreams } = found(this.parts.synthesized, name).configuration;
    return Object.values(upstreams).flatMap(({ key }) => this.appOf.get(key) ?? []);
  }

  /** By the keys of the app's own state and those that it reads. */
  private async facts({ configuration }: Synthesized): Promise<Map<string, StateFacts | undefined>> {
    const places = [configuration.state, ...Object.values(configuration.upstreams)];
    const { s3 } = this.parts.session;
    return new Map(await Promise.all(places.map(async (place) => [place.key, await stateFacts(s3, place)] as const)));
  }

  /** @param facts of the states @default - they could not be read */
  private async provenance(name: string, facts?: ReadonlyMap<string, StateFacts | undefined>): Promise<Provenance> {
    const { root } = this.parts;
    const synthesized = found(this.parts.synthesized, name);
    const { state, upstreams, providerVersion } = synthesized.configuration;
    const [commit, { installation }] = await Promise.all([this.commit(), this.context()]);
    const { json, lockFile } = sourcesOf(synthesized, root);
    const own = versionOf(facts?.get(state.key));
    const upstream = Object.values(facts ? upstreams : {}).map((place) => {
      const version = this.changing.has(place.key) ? undefined : versionOf(facts?.get(place.key));
      return [idOf(place), version ?? 'planned'] as const;
    });
    return {
      ...{ commit: commit?.id ?? '', clean: commit?.clean ?? false, json, lockFile },
      versions: { terraform: installation.version, aws: providerVersion },
      ...(own && { state: own }),
      upstream: Object.fromEntries(upstream),
    };
  }
}

const idOf = ({ key }: Pick<StateLocation, 'key'>) => key.replace(/\.tfstate$/, '');
const versionOf = (facts: StateFacts | undefined): StateVersion | undefined =>
  facts && { lineage: facts.lineage, serial: facts.serial };
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

import type { App } from '../commands/app';
import { commitOf } from './commit';
import { readRecordOf, writeRecordOf, type DeploymentRecord } from './deployment-record';
import { digestsRead, outputsRead } from './outputs-read';
import { sourcesOf } from './sources';
import { stateFacts, type StateFacts } from './states';
import { thisMachine } from './this-machine';

const done = { deploy: 'deployed', destroy: 'destroyed' } as const;

/**
 * The facts about the previous run in the record of an app, and the functions that update the record during this run.
 */
export interface Progress {
  /** The digest of the review of the last run, if that run failed and no other run has written the state since. */
  readonly unfinished: string | undefined;
  /**
   * The start of the last run (ISO 8601), if its record has no end. Such a run was killed, perhaps because its machine
   * failed.
   */
  readonly cutOffAt: string | undefined;
  /** Records the digest of the review of this run, before the run changes anything. */
  bindTo(review: string): Promise<void>;
}

/**
 * Runs a deploy or a destroy of an app between two writes of its record. The first one records `running`, so that a killed run leaves no record that
 * calls the app unchanged; the second one records the outcome. The upstream outputs are those from before the plan: if one changes meanwhile, the
 * next deploy plans again.
 * @param isBound true if it is bound to a review: an unfinished run before then stays known, until this one is bound to another review @default - it
 * is not
 * @throws before anything is touched, if the record cannot be written; afterwards, if the run failed
 */
export async function recorded(
  app: App,
  operation: keyof typeof done,
  work: (progress: Progress) => Promise<string>,
  { isBound = false }: { readonly isBound?: boolean } = {},
): Promise<string> {
  const { name, context, configuration, reporter } = app;
  const { s3 } = context.session;
  const begun = Date.now();
  const [commit, reads] = await Promise.all([commitOf(context.root), readsOf(app)]);
  let review: string | undefined;
  const write = async (outcome: DeploymentRecord['outcome'], facts: StateFacts | undefined) =>
    writeRecordOf(s3, configuration.state, {
      outcome,
      operation,
      commit,
      ...sourcesOf(app, context.root),
      versions: { terraform: context.installation.version, provider: configuration.providerVersion },
      state: facts && { lineage: facts.lineage, serial: facts.serial, etag: facts.etag },
      outputs: facts?.outputs ?? {},
      ...(facts && facts.keeps.length > 0 && { keeps: [...facts.keeps] }),
      reads,
      ...(review !== undefined && { review }),
      ...(isFirst && outcome !== 'deployed' && { first: true as const }),
      who: context.session.identity.arn,
      machine: thisMachine(),
      at: new Date().toISOString(),
      milliseconds: Date.now() - begun,
    });
  const own = () => stateFacts(s3, configuration.state);
  const before = await own();
  const last = await readRecordOf(s3, configuration.state);
  const cutOffAt = last?.outcome === 'running' ? last.at : undefined;
  const isFirst = operation === 'deploy' && (last?.first === true || before === undefined);
  if (isBound) review = await unfinishedReview(app, before);
  await write('running', before).catch((cause: Error) => {
    throw new Error(
      `The deployment record of ${name} cannot be written beside ${configuration.state.key}: ${cause.message}. Nothing was ` +
        `touched. Every role that may write the state may write the record: if this role may not, deploy the app account first.`,
      { cause },
    );
  });
  let text: string;
  try {
    text = await work({
      unfinished: review,
      cutOffAt,
      bindTo: async (digest) => {
        if (digest === review) return;
        review = digest;
        await write('running', await own());
      },
    });
  } catch (error) {
    await own()
      .then((facts) => write('failed', facts))
      .catch((cause: Error) => reporter.note(name, `the failure is not recorded: ${cause.message}`));
    throw error;
  }
  await own()
    .then((facts) => write(done[operation], facts))
    .catch((cause: Error) => {
      throw new Error(
        `${name}: ${text}, but its deployment record could not be written (${cause.message}). Run the same command again: ` +
          'it makes a new plan, and writes the missing record.',
        { cause },
      );
    });
  return text;
}

/**
 * A killed run has left its record as it was at the start: no other run has written the state since, because each one writes its own record first.
 */
async function unfinishedReview(
  { context, configuration }: App,
  now: StateFacts | undefined,
): Promise<string | undefined> {
  const record = await readRecordOf(context.session.s3, configuration.state);
  if (record?.outcome === 'running') return record.review;
  return record?.outcome === 'failed' && record.state?.etag === now?.etag ? record.review : undefined;
}

/** The digests of the upstream outputs that the app reads, by the key of their state. */
async function readsOf({ json, configuration, context }: App): Promise<DeploymentRecord['reads']> {
  const read = outputsRead(json, configuration);
  const all = Object.values(configuration.upstreams).map(async (upstream) => {
    const { s3 } = context.session;
    const digests = (await stateFacts(s3, upstream))?.outputs ?? {};
    return [upstream.key, digestsRead(digests, read.get(upstream.key) ?? new Set())] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

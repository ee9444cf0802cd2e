import type { App } from '../commands/app';
import { commitOf } from './commit';
import { writeRecordOf, type DeploymentRecord } from './deployment-record';
import { digestsRead, outputsRead } from './outputs-read';
import { sourcesOf } from './sources';
import { stateFacts, type StateFacts } from './states';
import { thisMachine } from './this-machine';

const done = { deploy: 'deployed', destroy: 'destroyed' } as const;

/**
 * Runs a deploy or a destroy of an app between two writes of its record. The first says that it runs, so that a run that is killed leaves
 * no record that calls the app unchanged; the second says how it ended. The upstream outputs are those from before the plan: if one
 * changes meanwhile, the next deploy plans again.
 * @throws before anything is touched, if the record cannot be written; afterwards, if the run failed
 */
export async function recorded(app: App, operation: keyof typeof done, work: () => Promise<string>): Promise<string> {
  const { name, context, configuration, reporter } = app;
  const { s3 } = context.session;
  const begun = Date.now();
  const [commit, reads] = await Promise.all([commitOf(context.root), readsOf(app)]);
  const write = async (outcome: DeploymentRecord['outcome'], facts: StateFacts | undefined) =>
    writeRecordOf(s3, configuration.state, {
      outcome,
      commit,
      ...sourcesOf(app, context.root),
      versions: { terraform: context.installation.version, provider: configuration.providerVersion },
      state: facts && { lineage: facts.lineage, serial: facts.serial, etag: facts.etag },
      outputs: facts?.outputs ?? {},
      ...(facts && facts.keeps.length > 0 && { keeps: [...facts.keeps] }),
      reads,
      who: context.session.identity.arn,
      machine: thisMachine(),
      at: new Date().toISOString(),
      milliseconds: Date.now() - begun,
    });
  const own = () => stateFacts(s3, configuration.state);
  await write('running', await own()).catch((cause: Error) => {
    throw new Error(
      `The deployment record of ${name} cannot be written beside ${configuration.state.key}: ${cause.message}. Nothing was ` +
        `touched. Whatever role may write the state may write the record: if this role may not, deploy the app account first.`,
      { cause },
    );
  });
  let text: string;
  try {
    text = await work();
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
          'it plans once more, and records that.',
        { cause },
      );
    });
  return text;
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

import type { Synthesized } from '../synth';
import { canLetGo } from '../outgoing/readers';
import type { Session } from '../aws-target/session';
import type { DeploymentRecord } from './deployment-record';
import type { Difference } from './difference';
import { digestsRead, outputsRead } from './outputs-read';
import { Records } from './records';
import { sourcesChange } from './sources';

/** The state of an app in an environment, judged by the record of its last deploy. */
export type Decision =
  | { readonly state: 'unchanged'; readonly record: DeploymentRecord }
  /** The reason to plan it, in words: `its JSON has changed`. */
  | ({ readonly because: string } & (
      | { readonly state: 'never'; readonly record?: DeploymentRecord }
      | { readonly state: 'failed'; readonly record: DeploymentRecord }
      | { readonly state: 'changed'; readonly record: DeploymentRecord; readonly difference?: Difference }
      /** Only outputs of other states that it reads have changed, by the keys of these: no name if it is not known which. */
      | {
          readonly state: 'upstream';
          readonly record: DeploymentRecord;
          readonly outputs: Readonly<Record<string, readonly string[]>>;
        }
    ));

/**
 * Compares the synthesized app with the record of the last deploy: the one place that decides whether an app must be deployed. It reads only records
 * and the list of states, unless an upstream state has been written after its record: so every role with access to records can use it for every app.
 * @param root of the repository
 * @param records records that were read before, if many apps are compared at one moment @default - none
 */
export async function changedSince(
  session: Session,
  synthesized: Synthesized,
  root: string,
  records = new Records(session.s3),
): Promise<Decision> {
  const { state, upstreams } = synthesized.configuration;
  const record = await records.of(state);
  if (!record) return { state: 'never', because: 'there is no record of a deploy' };
  const run = `its last run is recorded as ${record.outcome}`;
  if (record.outcome === 'destroyed') return { state: 'never', because: run, record };
  if (record.outcome !== 'deployed') return { state: 'failed', because: run, record };
  const change = sourcesChange(record, synthesized, root);
  if (change) return { state: 'changed', record, ...change };
  if (record.state === undefined || record.state.etag !== (await records.etagOf(state))) {
    return { state: 'changed', record, because: 'its state was written after its record' };
  }
  const read = outputsRead(synthesized.json, synthesized.configuration);
  const moved = await Promise.all(
    Object.values(upstreams).map(async (upstream): Promise<[string, readonly string[] | undefined]> => {
      const [now, recorded] = [await records.publishedBy(upstream), record.reads[upstream.key]];
      if (now === undefined || recorded === undefined) return [upstream.key, undefined];
      return [upstream.key, differences(recorded, digestsRead(now, read.get(upstream.key) ?? new Set()))];
    }),
  );
  const others = moved.filter(([, names]) => names?.length !== 0);
  if (others.length === 0) {
    if (!(await canLetGo(records, state))) return { state: 'unchanged', record };
    return { state: 'changed', record, because: 'the resources that it has replaced are not used any more' };
  }
  const because = others.map(([key, names]) =>
    names ? `${key} has changed: ${names.join(', ')}` : `the outputs of ${key} that it reads are not known`,
  );
  const outputs = Object.fromEntries(others.map(([key, names]) => [key, names ?? []]));
  return { state: 'upstream', record, because: because.join('; '), outputs };
}

/** The names of outputs with different digests in two records. */
function differences(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]).sort();
}

import Table from 'cli-table3';
import type { Environment } from '@malinshopper/environments';
import { openPlace, type Place } from '../environment/place';
import type { Part } from '../parts/part';
import { partsOf } from '../parts/parts';
import { openView } from '../progress/open-view';
import { follow } from '../release/follow';
import { instancesNow } from '../release/instances-now';
import { adviceOf } from '../release/advice';
import type { Label } from '../release/label';
import { survey, type Survey } from '../release/survey';
import type { Standing } from '../release/standing';
import { madeOf } from '../revisions/note';
import { readNote, shortId } from '../revisions/store';
import { pollEvery } from './carry-out';
import { instanceLines } from './instance-lines';
import { since } from './times';

/**
 * The revision of each group of an environment with its time and author; active releases; deviations; the next command.
 */
export async function status(
  environment: Environment,
  { follow: wait }: { readonly follow?: boolean } = {},
): Promise<void> {
  const place = await openPlace(environment);
  const parts = partsOf(place);
  if (wait) await followActive(place, parts);
  const found = await survey(parts);
  const table = new Table({
    head: ['group', 'revision', 'made of', 'since', 'by', 'instances'],
    style: { head: [], border: [] },
  });
  const remarks: string[] = [];
  for (const part of parts) {
    const standing = found.standings.find((one) => one.part === part.name)!;
    const now = await instancesNow(part, found.attempts.get(part.name) ?? []);
    const { summary, lines } = instanceLines(part.name, standing, now);
    table.push([part.name, ...(await describe(place, standing, found)), summary]);
    remarks.push(...lines);
  }
  console.log(table.toString());
  for (const line of [...remarks, ...adviceOf(environment, found)]) console.log(line);
}

/** Shows active attempts until they have ended. */
async function followActive(place: Place, parts: readonly Part[]): Promise<void> {
  const { running } = await survey(parts);
  if (running.length === 0) return;
  const view = await openView([...new Set(running.map(({ part }) => part))]);
  const begun = running.map(({ id, part: name }) => ({ id, part: parts.find((part) => part.name === name)! }));
  await follow(begun, { view, every: pollEvery(place) });
  await view.close();
}

async function describe(place: Place, { last, good }: Standing, { releases }: Survey): Promise<string[]> {
  if (!last) return ['none yet', '', '', ''];
  const release = releases.find(({ attempts, returns }) => [...attempts, ...returns].some(({ id }) => id === last.id));
  // For a rollback, the author of the first release of this revision is not shown.
  const label = last.label ?? release?.attempts[0]?.label;
  const present = last.revision ?? good[0]?.revision;
  const note = present ? await readNote(place, present) : undefined;
  const state = last.outcome === 'succeeded' ? '' : `\n${last.outcome}`;
  return [
    `${present ? shortId(present) : 'unknown'}${state}`,
    note ? madeOf(note) : present ? 'has expired' : '',
    since(last.began).replace(' (', '\n('),
    last.creator === 'rollback' ? 'CodeDeploy,\nrolling back' : byWhom(label),
  ];
}

function byWhom(label: Label | undefined): string {
  if (!label) return 'without this tool';
  if (label.kind === 'deploy') return label.by;
  return `${label.by},\n${label.kind === 'return' ? 'rolling back' : label.kind}`;
}

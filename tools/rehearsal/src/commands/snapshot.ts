import { megabytes, removeSnapshot, saveSnapshot, snapshots, type SnapshotInfo } from '@malinshopper/local-aws';
import Table from 'cli-table3';
import { saveOptions, workFolders } from '../remember/beside';
import { ago, contents } from '../remember/wording';
import { forget, restoreWorld } from '../world';

/** `npm run snapshot -- save [name]`. */
export async function save(name: string | undefined): Promise<void> {
  const began = Date.now();
  const saved = await saveSnapshot(name, await saveOptions());
  console.log(`Saved ${saved.name} in ${seconds(began)}: ${described(saved)}, ${megabytes(saved.bytes)}.`);
}

/** `npm run snapshot -- restore <name>`. */
export async function restore(name: string): Promise<void> {
  const began = Date.now();
  const { endpoint, manifest } = await restoreWorld(name, { beside: workFolders(), replacing: forget });
  const what = `${contents(manifest.deployed)}, as it was ${ago(new Date(manifest.savedAt))}`;
  console.log(
    `The embedded AWS on ${endpoint} now has the content of the snapshot ${name}: ${what}. It took ${seconds(began)}.`,
  );
}

/** `npm run snapshot -- list`. */
export async function list(): Promise<void> {
  const all = await snapshots();
  console.log(all.length === 0 ? 'There is no snapshot. Make one: `npm run snapshot -- save`' : tableOf(all));
}

/** `npm run snapshot -- remove <name>`. */
export async function remove(name: string): Promise<void> {
  await removeSnapshot(name);
  console.log(`The snapshot ${name} is removed.`);
}

export function tableOf(all: readonly SnapshotInfo[], now = new Date()): string {
  const table = new Table({ head: ['name', 'contents', 'size', 'age'], style: { head: [], border: [] } });
  for (const each of all) table.push([each.name, described(each), megabytes(each.bytes), ago(each.savedAt, now)]);
  return table.toString();
}

function described({ manifest, problem }: SnapshotInfo): string {
  if (!manifest) return problem ?? 'it cannot be read';
  const commit = manifest.commit ? ` at ${manifest.commit.slice(0, 7)}` : '';
  return `${contents(manifest.deployed)}${commit}`;
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { appendDurably, readIfThere } from '../files';
import { parseJournal, type Journal } from '../run/journal';
import { lastRun, wasKilled, writeRun } from '../run/record';
import type { WorkFolder } from '../work/folder';

/** The journals of runs that were cut off, kept until a later run has completed: each run begins a journal of its own. */
const keptFile = ({ path }: Pick<WorkFolder, 'path'>) => join(path, 'cut-off.jsonl');

const isCutOff = (folder: WorkFolder) => {
  const run = lastRun(folder);
  return run !== undefined && run.settled !== true && (run.interrupted === true || wasKilled(run));
};

/** Keeps the journal of the last run, if that run was cut off, before the next one begins its own. */
export function keepJournal(folder: WorkFolder): void {
  if (!isCutOff(folder)) return;
  appendDurably(keptFile(folder), `${readIfThere(folder.events) ?? ''}\n`);
}

/** Returns the resources that stopped or killed runs of this folder have made or begun; undefined if all of them are settled. */
export function leftBehind(folder: WorkFolder): Journal | undefined {
  const kept = readIfThere(keptFile(folder)) ?? '';
  const last = isCutOff(folder) ? (readIfThere(folder.events) ?? '') : '';
  if (kept === '' && last === '' && !isCutOff(folder)) return undefined;
  return parseJournal(`${kept}\n${last}`);
}

/** Marks these runs as settled: the state contains every resource that exists. */
export function settle(folder: WorkFolder): void {
  const run = lastRun(folder);
  if (run && isCutOff(folder)) writeRun(folder.run, { ...run, settled: true });
  rmSync(keptFile(folder), { force: true });
}

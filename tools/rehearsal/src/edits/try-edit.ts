import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepositoryCopy } from '@malinshopper/affected/testing';
import type { Environment } from '@malinshopper/environments';
import {
  chosenTarget,
  deployEnvironment,
  openSession,
  planEnvironment,
  PlainReporter,
  readReviewed,
  reviewFiles,
  reviewKey,
  targetFolder,
  writeReview,
  type EnvironmentResult,
} from '@malinshopper/terraform';
import type { ReviewedApp } from '@malinshopper/review';
import { restoreWorld } from '../world';
import { destroyGone } from '../change/rehearse';
import { changedBetween, idsOf, sideAt, type Side } from '../change/side';
import { compare, type Compared, type Finding } from './compare';
import { filesOf, type Edit } from './edit';
import { Watched } from './happened';
import { movedValues, statesOf } from './states';
import { placeholdersBelow, placeholdersIn } from './placeholders';

/** The result of one edit. */
export interface Tried extends Compared {
  readonly name: string;
  /** `network 2 to add, 1 to replace (1 possible)`, of each app that is planned. */
  readonly said: string;
  /** The reason why the deploy stopped: then only the actions until there are compared. */
  readonly failed?: string;
  /** True if the deploy was refused with the message of the edit, and nothing was touched. */
  readonly isRefused: boolean;
  /** The reason why the deploy, bound to the review, was stopped first, although nothing had changed. */
  readonly unbound?: string;
  readonly seconds: number;
}

/** The common base of all edits. */
export interface Base {
  readonly copy: RepositoryCopy;
  readonly side: Side;
  readonly environment: Environment;
  /** The snapshot of exactly this base. */
  readonly snapshot: string;
}

/**
 * Plans an edit on the deployed base, deploys it bound to that review, and compares. The copy is as before afterwards.
 * @throws Error if the edit cannot be synthesized or planned: then it does not belong in the corpus
 */
export async function tryEdit(edit: Edit, base: Base): Promise<Tried> {
  const begun = Date.now();
  const { copy } = base;
  const folder = mkdtempSync(join(tmpdir(), 'review-'));
  copy.edit(filesOf(edit, copy));
  try {
    await restoreWorld(base.snapshot, { replacing: () => forgetRuns(copy.root) });
    const tried = await tryOn(edit, base, folder);
    return { name: edit.name, ...tried, seconds: (Date.now() - begun) / 1000 };
  } finally {
    copy.restore();
    rmSync(folder, { recursive: true });
  }
}

/** Keeps the result of `init` in the work folders: it is the same for all edits, and takes longer than a plan. */
function forgetRuns(root: string): void {
  const world = join(root, '.work', targetFolder(chosenTarget()));
  if (!existsSync(world)) return;
  for (const entry of readdirSync(world, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.includes('/.terraform')) rmSync(path);
  }
}

async function tryOn(edit: Edit, base: Base, folder: string): Promise<Omit<Tried, 'name' | 'seconds'>> {
  const { environment } = base;
  const side = await sideAt(base.copy.root, environment);
  const { root, projects, stacks: synthesized } = side;
  const { changed, made, gone } = changedBetween(base.side, side);
  if (changed.length + made.length + gone.length === 0) throw new Error('it changes nothing that is deployed.');
  const plans = await planEnvironment(environment.ref, { root, projects, synthesized });
  const refs = new Map([[environment.name, environment.ref]]);
  await writeReview(folder, plans, { root, key: reviewKey(root), refs });
  const reviewed = readReviewed(join(folder, reviewFiles.record), root);
  const errors = reviewed.apps.flatMap(({ app, result }) =>
    result.kind === 'failed' ? [`${app}: ${result.error}`] : [],
  );
  if (errors.length > 0) throw new Error(errors.join('\n'));

  const session = await openSession(chosenTarget(), environment);
  const old = await idsOf(session, base.side);
  const before = await statesOf(session, base.side);
  const watched = new Watched(new Set(old.keys()));
  const reporter = async () => watched.of(new PlainReporter(() => undefined));
  const recreate = [...old.keys()].map((key) => key.replace(/^[^:]+: /, ''));
  const run = { root, projects, synthesized, reporter, recreate, verified: true };
  let deployed = await deployEnvironment(environment.ref, { ...run, reviewed });
  const unbound = errorsOf(deployed).filter((error) => error.includes('is not what was reviewed'));
  if (unbound.length > 0) deployed = await deployEnvironment(environment.ref, run);
  if (deployed.ok && gone.length > 0) {
    // With the code of the base, where the edit began.
    base.copy.restore();
    const destroyed = await destroyGone(gone, base.side, environment, async () => new PlainReporter(() => undefined));
    for (const { ok, text } of destroyed) if (!ok) throw new Error(text);
  }
  const after = await statesOf(session, side);
  const happened = watched.happened();
  const failed = errorsOf(deployed).join('\n');
  const isRefused = edit.refused !== undefined && failed.includes(edit.refused) && happened.size === 0;
  const compared = compare(isRefused ? [] : reviewed.apps, happened, movedValues(before, after));
  const left = [
    ...[...after].flatMap(([app, text]) => placeholdersIn(text).map((trace) => `the state of ${app}: ${trace}`)),
    ...[folder, join(root, '.work', targetFolder(chosenTarget()))].flatMap(placeholdersBelow),
  ].map((what): Finding => ({ rule: 'placeholder', place: edit.name, what }));
  return {
    said: saidOf(reviewed.apps),
    ...compared,
    findings: [...compared.findings, ...left],
    isRefused,
    ...(unbound.length > 0 && { unbound: unbound.join('\n') }),
    ...(!deployed.ok && !isRefused && { failed }),
  };
}

const errorsOf = ({ apps }: EnvironmentResult) => apps.flatMap(({ error }) => error ?? []);

/** `network: 1 create, 2 replace (1 possible)` of each app that the review plans, in one line. */
function saidOf(apps: readonly ReviewedApp[]): string {
  const said = apps.flatMap(({ app, result }) => {
    if (result.kind !== 'planned') return [];
    const kinds = [...new Set(result.changes.map(({ action }) => action))].sort();
    const counts = kinds.map((kind) => {
      const of = result.changes.filter(({ action }) => action === kind);
      const possible = of.filter(({ onlyIf }) => onlyIf !== undefined).length;
      return `${of.length} ${kind}${possible > 0 ? ` (${possible} possible)` : ''}`;
    });
    const outputs = result.outputs.length > 0 ? [`${result.outputs.length} outputs`] : [];
    return [`${app}: ${[...counts, ...outputs].join(', ') || 'no changes'}`];
  });
  return said.join('; ');
}

import { readFileSync, writeFileSync } from 'node:fs';
import { sourcesOf, synthesize, synthesizeEach, type Sources, type Synthesized } from '@malinshopper/terraform/record';
import { appRoots } from '@malinshopper/synth';
import { checkout, folderOf } from './checkout';
import { environmentsOf } from './environments';

/** The stacks of a commit: the digests of each app's JSON, by environment and app. */
export type Stacks = Readonly<Record<string, Readonly<Record<string, Stack>>>>;

export interface Stack {
  /** The key of its state. */
  readonly key: string;
  readonly sources: Sources;
}

/**
 * The stacks that a commit would deploy to each permanent environment. A commit never changes: it is synthesized once,
 * and its digests are stored.
 * @param commit in full
 * @throws if it cannot be checked out or synthesized
 */
export async function stacksOf(commit: string, root: string): Promise<Stacks> {
  const file = `${folderOf(commit, root)}.json`;
  const known = read(file);
  if (known) return known;
  const folder = await checkout(commit, root);
  const stacks = digestsOf(await synthesizeAll(folder), folder);
  writeFileSync(file, JSON.stringify({ format, stacks }));
  return stacks;
}

/** Files of other versions of this program are not read. */
const format = 1;

function read(file: string): Stacks | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { readonly format?: number; readonly stacks: Stacks };
    return kept.format === format ? kept.stacks : undefined;
  } catch {
    return undefined;
  }
}

type All = ReadonlyMap<string, ReadonlyMap<string, Synthesized>>;

async function synthesizeAll(folder: string): Promise<All> {
  const apps = appRoots(folder);
  try {
    return await synthesizeEach(undefined, apps, { root: folder });
  } catch {
    // A commit from before several could be synthesized at once. Any other fault appears again here.
    const each = new Map<string, ReadonlyMap<string, Synthesized>>();
    for (const { name, ref } of await environmentsOf(folder)) {
      each.set(name, await synthesize(ref, apps, { root: folder }));
    }
    return each;
  }
}

function digestsOf(all: All, folder: string): Stacks {
  const ofEnvironment = (stacks: ReadonlyMap<string, Synthesized>) =>
    Object.fromEntries(
      [...stacks].map(([app, synthesized]): [string, Stack] => [
        app,
        { key: synthesized.configuration.state.key, sources: sourcesOf(synthesized, folder) },
      ]),
    );
  return Object.fromEntries([...all].map(([environment, stacks]) => [environment, ofEnvironment(stacks)]));
}

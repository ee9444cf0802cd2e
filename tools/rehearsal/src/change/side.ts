import { createHash } from 'node:crypto';
import type { Environment } from '@malinshopper/environments';
import { appRoots, readState, synthesize, type Session, type Synthesized } from '@malinshopper/terraform';

/** One side of a change: the base or the result. */
export interface Side {
  /** The folder of the repository at this side. */
  readonly root: string;
  readonly projects: readonly string[];
  readonly stacks: ReadonlyMap<string, Synthesized>;
}

export async function sideAt(root: string, { ref }: Environment): Promise<Side> {
  const projects = appRoots(root);
  return { root, projects, stacks: await synthesize(ref, projects, { root }) };
}

/** The deployed apps in a snapshot of it. */
export function deployedBy({ stacks }: Side): { owner: string; app: string; json: string }[] {
  return [...stacks].map(([app, { json, configuration }]) => ({
    owner: configuration.owner,
    app,
    json: createHash('sha256').update(json).digest('hex'),
  }));
}

/** The ids of all resources in the states of a side, by `app: address`. */
export async function idsOf({ s3 }: Session, { stacks }: Side): Promise<Map<string, string>> {
  const states = [...stacks].map(async ([app, { configuration }]) => {
    const ids = (await readState(s3, configuration.state))?.ids ?? {};
    return Object.entries(ids).map(([address, id]) => [`${app}: ${address}`, id] as const);
  });
  return new Map((await Promise.all(states)).flat());
}

/** The apps in which two sides differ, by their deployed JSON and nothing else. */
export function changedBetween(before: Side, after: Side): { changed: string[]; made: string[]; gone: string[] } {
  const names = [...after.stacks.keys()];
  return {
    changed: names.filter(
      (app) => before.stacks.has(app) && before.stacks.get(app)?.json !== after.stacks.get(app)?.json,
    ),
    made: names.filter((app) => !before.stacks.has(app)),
    gone: [...before.stacks.keys()].filter((app) => !after.stacks.has(app)),
  };
}

/** Resources with another id than before, although no plan replaces them. Deleted ones are not included. */
export function notKept(
  old: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  replaced: ReadonlySet<string>,
): string[] {
  return [...old].filter(([key, id]) => now.has(key) && now.get(key) !== id && !replaced.has(key)).map(([key]) => key);
}

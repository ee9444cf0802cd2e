import type { Environment } from '@malinshopper/environments';

/** The way of a revision, from what may break to what may not. A branch is no stage: its commit is merged, and built anew. */
export const stages = ['testing', 'staging', 'production'] as const;

/** Where a revision goes from an environment; undefined where it has arrived, and from a branch. */
export function nextStage({ name }: Pick<Environment, 'name'>): string | undefined {
  const index = stages.findIndex((stage) => stage === name);
  return index < 0 ? undefined : stages[index + 1];
}

/** @throws if a revision does not go from the one to the other */
export function assertNextStage(from: Environment, to: Environment): void {
  const next = nextStage(from);
  if (next === to.name) return;
  throw new Error(
    `A revision is promoted from ${stages
      .slice(0, -1)
      .map((stage, index) => `${stage} to ${stages[index + 1]}`)
      .join(' and from ')}, ` +
      `not from ${from.name} to ${to.name}: what was not tried in the stage before does not get into the next.`,
  );
}
